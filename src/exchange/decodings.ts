import { rewritten, type MappedText } from './mapped-text.js';

/** Nested escapes are decoded up to this many layers. */
const MAX_LAYERS = 3;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const ESCAPE =
  /(?:%[0-9a-f]{2})+|(?:\\x[0-9a-f]{2})+|(?:\\[0-3][0-7]{2})+|\\u\{([0-9a-f]{1,6})\}|(?:\\u(?:0000)?|%u)([0-9a-f]{4})|&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));?|&(amp|lt|gt|quot|apos|nbsp);|\\([nrtbf"'\\/])/gi;

/**
 * What a text says, and what it says once percent-encoding, the escapes of JSON and JavaScript, and the entities of
 * HTML are decoded, layer by layer. A plus sign is also read as a space, as in forms.
 */
export function readings(text: string): MappedText[] {
  const found: MappedText[] = [{ text }];
  for (let layer: MappedText = { text }; found.length <= MAX_LAYERS;) {
    if (!/[%\\&]/.test(layer.text)) break;
    const next = rewritten(layer, ESCAPE, unescaped);
    if (next.text === layer.text) break;
    found.push(next);
    layer = next;
  }
  return found.flatMap((reading) =>
    reading.text.includes('+') ? [reading, rewritten(reading, /\+/g, () => ' ')] : [reading],
  );
}

function unescaped(match: RegExpExecArray): string {
  const [whole, braced, unicode, hexEntity, decimalEntity, named, single] = match;
  if (/^%[^u]/i.test(whole) || /^\\x/i.test(whole)) return Buffer.from(whole.replace(/%|\\x/gi, ''), 'hex').toString();
  if (/^\\\d/.test(whole)) {
    return Buffer.from(Array.from(whole.matchAll(/[0-7]{3}/g), ([digits]) => parseInt(digits, 8))).toString();
  }
  if (unicode !== undefined) return String.fromCharCode(parseInt(unicode, 16));
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? '';
  if (single !== undefined) return /[nr]/i.test(single) ? '\n' : /[tbf]/i.test(single) ? ' ' : single;
  const code = decimalEntity === undefined ? parseInt(braced ?? hexEntity ?? '', 16) : parseInt(decimalEntity, 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** A part of a text that may be an encoding of another text. */
export interface EncodedRun {
  kind: 'base64' | 'hex';
  start: number;
  end: number;
  run: string;
  /** Its decoded texts, one for each offset at which the encoding may begin. */
  decoded: () => string[];
}

/** In mail, base64 is folded over several lines. */
const BASE64 = /[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/g;
const HEX = /(?:0x)?[0-9a-f]{2}(?:(?:[ :-]|,? ?0x)?[0-9a-f]{2}){3,}/gi;

/** The parts of a text that may be base64 or hexadecimal digits. */
export function encodedRuns(text: string): EncodedRun[] {
  const base64 = Array.from(text.matchAll(BASE64), ({ 0: run, index }) =>
    encodedRun('base64', run, index, () =>
      [0, 1, 2, 3].flatMap((offset) => textsOf(Buffer.from(run.slice(offset), 'base64'))),
    ),
  );
  const hex = Array.from(text.matchAll(HEX), ({ 0: run, index }) =>
    encodedRun('hex', run, index, () => {
      const digits = run.replace(/0x|[^0-9a-f]/gi, '');
      return [0, 1].flatMap((offset) => textsOf(Buffer.from(digits.slice(offset), 'hex')));
    }),
  );
  return [...base64, ...hex];
}

/** What bytes say in UTF-8 and, if some of them are zero as in most UTF-16, in that. */
function textsOf(bytes: Buffer): string[] {
  return bytes.includes(0) ? [bytes.toString(), bytes.toString('utf16le')] : [bytes.toString()];
}

function encodedRun(kind: EncodedRun['kind'], run: string, start: number, decoded: () => string[]): EncodedRun {
  return { kind, start, end: start + run.length, run, decoded };
}
