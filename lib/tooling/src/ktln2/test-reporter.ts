/**
 * A reporter for Node's tests (https://nodejs.org/api/test.html#custom-reporters): a line for each test that passes,
 * what is wrong with each that fails, and at the end one line with the numbers.
 */
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** The numbers that Node itself sends; other diagnostics tell of errors outside a test. */
const COUNTS = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let [passed, failed] = [0, 0];
  for await (const { type, data } of events) {
    if (type === 'test:pass') {
      passed += data.skip === undefined ? 1 : 0;
      yield `✔ ${data.name}\n`;
    } else if (type === 'test:fail') {
      failed += 1;
      const { error } = data.details;
      yield `✖ ${data.name}\n  ${data.file}:${data.line}\n${inspect(error.cause ?? error)}\n`;
    } else if (type === 'test:diagnostic' && !COUNTS.test(data.message)) yield `${data.message}\n`;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
