/** Breaks a text at spaces, and within words that are longer than a line. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const breaksAtSpace = space > indent.length && rest.slice(0, space).trim() !== '';
    const end = breaksAtSpace ? space : width;
    lines.push(rest.slice(0, end).trimEnd());
    rest = indent + rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
