/** A path as findings write it: `contacts[0].email`. */
export function pathText(segments: readonly (string | number)[]): string {
  return segments.reduce<string>(
    (path, segment) => (typeof segment === 'number' ? `${path}[${segment}]` : joined(path, segment)),
    '',
  );
}

/** The path of a field of the object at a path. */
export function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** A text in which every index of an array is left out: `contacts[].email`. */
export function withoutIndices(text: string): string {
  return text.replace(/\[\d+\]/g, '[]');
}

/** The path of a node of the schemas as findings write it, with `[]` for any index: `discounts[].level`. */
export function nodePath(path: readonly string[]): string {
  return path.join('.').replaceAll('.*', '[]');
}
