/** Headers with one text each: the values of a repeated header are joined by commas. */
export function joinedHeaders(headers: NodeJS.Dict<number | string | string[]>): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return joined;
}
