import { isObject } from '../../exchange/body.js';
import { joined } from '../../exchange/json-path.js';
import { grouped } from '../grouped.js';

/** A piece of a text, and whether a finding is about it. */
export interface TextPart {
  text: string;
  marked: boolean;
}

/** Longer bodies are folded around what findings are about, so that one body cannot swamp a report. */
const LINE_LIMIT = 200;
const LINES_AT_START = 40;
const LINES_AROUND = 8;
const LENGTH_LIMIT = 2000;

/**
 * A stored body as indented JSON, the values at the paths of findings marked. A path that the body lacks gets its own
 * line where it belongs. Parts do not end in line breaks: each is displayed on separate lines.
 */
export function bodyText(body: unknown, paths: ReadonlySet<string>): TextPart[] {
  // A body that was not JSON is stored as a description of it.
  if (typeof body === 'string') return [{ text: shortened(body), marked: false }];
  const wanted = { paths, namesByParent: byParent(paths) };
  return mergedParts(folded(linesOf({ path: '', label: '', value: body, marked: false }, '', wanted)));
}

interface Node {
  path: string;
  /** What is before the value on its first line. */
  label: string;
  value: unknown;
  marked: boolean;
}

/** The paths of findings, and the field names that they end with, by the path of the object. */
interface Wanted {
  paths: ReadonlySet<string>;
  namesByParent: ReadonlyMap<string, string[]>;
}

function linesOf({ path, label, value, marked: isInMarked }: Node, indent: string, wanted: Wanted): TextPart[] {
  const marked = isInMarked || (path !== '' && wanted.paths.has(path));
  const children = childrenOf(value, path);
  const start = indent + label;
  if (children === undefined) return [{ text: start + shortened(JSON.stringify(value)), marked }];
  const absent = isObject(value)
    ? (wanted.namesByParent.get(path) ?? []).filter((name) => !Object.hasOwn(value, name))
    : [];
  const inner = [
    ...children.flatMap((child, index) => {
      const lines = linesOf({ ...child, marked }, `${indent}  `, wanted);
      const last = lines.at(-1);
      if (last !== undefined && index < children.length - 1) last.text += ',';
      return lines;
    }),
    ...absent.map((name) => ({ text: `${indent}  "${name}" is absent`, marked: true })),
  ];
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (inner.length === 0) return [{ text: start + open + close, marked }];
  return [{ text: start + open, marked }, ...inner, { text: indent + close, marked }];
}

/** The last names of paths by the path before them: an object may lack some of them. */
function byParent(paths: ReadonlySet<string>): Map<string, string[]> {
  const names = [...paths].flatMap((path) => {
    const [, parent = '', name] = /^(?:(.*)\.)?([^.[\]: ]+)$/s.exec(path) ?? [];
    return name === undefined ? [] : [{ parent, name }];
  });
  return new Map(
    [...grouped(names, ({ parent }) => parent)].map(([parent, of]) => [parent, of.map(({ name }) => name)]),
  );
}

function childrenOf(value: unknown, path: string): Omit<Node, 'marked'>[] | undefined {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, label: '', value: item }));
  }
  if (!isObject(value)) return undefined;
  return Object.entries(value).map(([name, child]) => ({
    path: joined(path, name),
    label: `${JSON.stringify(name)}: `,
    value: child,
  }));
}

function shortened(text: string): string {
  return text.length > LENGTH_LIMIT
    ? `${text.slice(0, LENGTH_LIMIT)}… (${text.length - LENGTH_LIMIT} characters left out)`
    : text;
}

function folded(lines: TextPart[]): TextPart[] {
  if (lines.length <= LINE_LIMIT) return lines;
  const kept = new Set(Array.from({ length: LINES_AT_START }, (_, index) => index));
  lines.forEach(({ marked }, index) => {
    if (!marked || kept.size > LINE_LIMIT) return;
    for (let near = index - LINES_AROUND; near <= index + LINES_AROUND; near += 1) kept.add(near);
  });
  const omission = { text: '… lines left out; results.json has them all …', marked: false };
  return lines.flatMap((line, index) => (kept.has(index) ? [line] : kept.has(index - 1) ? [omission] : []));
}

function mergedParts(lines: TextPart[]): TextPart[] {
  const parts: TextPart[] = [];
  for (const { text, marked } of lines) {
    const last = parts.at(-1);
    if (last?.marked === marked) last.text += `\n${text}`;
    else parts.push({ text, marked });
  }
  return parts;
}
