/**
 * Where an unforeseen error was thrown: its name and its stack. Its message is kept back: it may quote what a provider
 * sent.
 */
export function whereThrown(error: unknown): string {
  if (typeof error !== 'object' || error === null) return typeof error;
  const { name, message = '', stack = '' } = error as Partial<Error>;
  const frames = stack
    .replace(message, () => '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line));
  return [name ?? /^\w+/.exec(stack)?.[0] ?? 'Error', ...frames].join('\n');
}
