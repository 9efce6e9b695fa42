/**
 * The name and stack of an unexpected error. Its message is withheld, since it may quote what a provider sent.
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
