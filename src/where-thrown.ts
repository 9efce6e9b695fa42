/**
 * Where an unforeseen error was thrown: its name and its stack. Its message is kept back: it may quote what a provider
 * sent.
 */
export function whereThrown(error: unknown): string {
  const { name, stack = '' } = error as { name?: string; stack?: string };
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return [name ?? /^\w+(?=:)/.exec(stack)?.[0] ?? typeof error, ...frames].join('\n');
}
