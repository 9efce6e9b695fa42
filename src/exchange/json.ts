/** The value of a JSON text; absent if it is none, which no JSON text can say. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
