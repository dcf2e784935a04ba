/**
 * The environment of a kernel: the user's, less what would change a notebook's outputs from one machine to the next.
 */

/** Colours, debugging output, and options of Node that the user's shell happens to hold. */
const REMOVED =
  /^(FORCE_COLOR|NO_COLOR|CLICOLOR|CLICOLOR_FORCE|COLORTERM|NODE_DISABLE_COLORS|NODE_OPTIONS|NODE_DEBUG|NODE_DEBUG_NATIVE|NODE_V8_COVERAGE|NODE_PENDING_DEPRECATION|NODE_CHANNEL_FD|NODE_TEST_CONTEXT|DEBUG|LC_\w+|LANGUAGE)$/i;
/** Numbers and dates are formatted for one language and one time zone. */
const SET = { LANG: 'en_US.UTF-8', TZ: 'UTC', TF_CPP_MIN_LOG_LEVEL: '3' };

/** The variables for a kernel, and `more`. */
export function kernelEnvironment(
  more: NodeJS.ProcessEnv = {},
  given: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const kept = Object.entries(given).filter(([name]) => !REMOVED.test(name));
  return { ...Object.fromEntries(kept), ...SET, ...more };
}
