/**
 * The call or the configuration is wrong, and nothing was sent. The message is one line: what is wrong, where, and what
 * to do. The command ends with exit code 2.
 */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
}

/** The code of a system error, such as ENOENT, for a message. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
