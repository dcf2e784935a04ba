/** An error whose message is all that the user needs: shown without a stack trace, exit status 1. */
export class PlainError extends Error {}

/** Words of the command line that cannot be understood: exit status 2. */
export class UsageError extends Error {}

/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
