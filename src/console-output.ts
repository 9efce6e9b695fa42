/**
 * Lets a command finish if its console fails, because its files and verdict matter more. If standard output cannot be
 * written, the exit code becomes 4.
 */
export function surviveConsole(): void {
  let isTold = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: Error) => {
    if (isTold || isReaderGone(error)) return;
    isTold = true;
    process.stderr.write(`vipmp-conformance: standard output could not be written: ${error.message}\n`);
    process.once('exit', () => (process.exitCode = 4));
  });
}

/**
 * Prints to standard output, and waits until it is written.
 *
 * @returns whether it succeeded; a reader that stops reading, as `head` does, is not a failure
 */
export async function print(text: string): Promise<boolean> {
  const error = await new Promise<Error | null | undefined>((done) => process.stdout.write(text, done));
  return !error || isReaderGone(error);
}

function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE';
}
