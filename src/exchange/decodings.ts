/** Encodings that lie one upon another are undone this often. */
const MAX_DEPTH = 3;

/** What a text says when percent-encoding, base64 and the escapes of JSON and HTML are undone. */
export function decodings(text: string): string[] {
  const found: string[] = [];
  let current = text;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    for (const [run] of current.matchAll(/[A-Za-z0-9+/_-]{4,}={0,2}/g)) {
      found.push(Buffer.from(run, 'base64').toString());
    }
    const decoded = unescaped(current);
    if (decoded === current) break;
    found.push(decoded);
    current = decoded;
  }
  return found;
}

function unescaped(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
    .replace(/\\u([0-9a-f]{4})/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_whole, hex: string, code: string) =>
      characterOf(parseInt(code, hex === '' ? 10 : 16)),
    )
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["\\/])/g, '$1');
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
