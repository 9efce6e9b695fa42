import { isObject } from '../../exchange/body.js';
import { grouped } from '../grouped.js';

/** A piece of a text, and whether a finding speaks of it. */
export interface TextPart {
  text: string;
  marked: boolean;
}

type Line = TextPart;

/** Longer bodies are folded around what findings speak of, so that one body cannot swamp a report. */
const LINE_LIMIT = 200;
const LINES_AROUND = 8;
const LENGTH_LIMIT = 2000;

/**
 * A stored body as indented JSON, the values at the paths of findings marked. A path that the body lacks
 * is shown as a line of its own where it should have been. Parts hold no line break at their ends: a
 * reader sees each on lines of its own.
 */
export function bodyText(body: unknown, paths: ReadonlySet<string>): TextPart[] {
  // What was no JSON is stored as a description of it.
  if (typeof body === 'string') return [{ text: shortened(body), marked: false }];
  const lines: Line[] = [];
  const wanted: Wanted = { paths, byParent: namesByParent(paths) };
  collectLines(body, { path: '', indent: '', before: '', after: '', marked: false }, wanted, lines);
  return mergedParts(folded(lines));
}

interface Place {
  path: string;
  indent: string;
  /** What stands before the value on its first line. */
  before: string;
  /** What stands behind the value on its last line. */
  after: string;
  marked: boolean;
}

/** The paths that findings speak of. */
interface Wanted {
  paths: ReadonlySet<string>;
  byParent: ReadonlyMap<string, string[]>;
}

function collectLines(value: unknown, place: Place, wanted: Wanted, lines: Line[]): void {
  const marked = place.marked || (place.path !== '' && wanted.paths.has(place.path));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const children = childrenOf(value, place.path);
  const absent = isObject(value)
    ? (wanted.byParent.get(place.path) ?? []).filter((name) => !Object.hasOwn(value, name))
    : [];
  if (children === undefined || children.length + absent.length === 0) {
    const text = children === undefined ? shortened(JSON.stringify(value)) : `${open}${close}`;
    lines.push({ text: place.indent + place.before + text + place.after, marked });
    return;
  }
  const indent = `${place.indent}  `;
  lines.push({ text: place.indent + place.before + open, marked });
  children.forEach((child, index) => {
    const after = index < children.length - 1 ? ',' : '';
    collectLines(child.value, { path: child.path, indent, before: child.before, after, marked }, wanted, lines);
  });
  for (const name of absent) lines.push({ text: `${indent}${JSON.stringify(name)} is absent`, marked: true });
  lines.push({ text: place.indent + close + place.after, marked });
}

function childrenOf(value: unknown, path: string): { value: unknown; path: string; before: string }[] | undefined {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]`, before: '' }));
  if (!isObject(value)) return undefined;
  return Object.entries(value).map(([name, child]) => ({
    value: child,
    path: joined(path, name),
    before: `${JSON.stringify(name)}: `,
  }));
}

/** The last names of paths by what stands before them, to find out which of them an object lacks. */
function namesByParent(paths: ReadonlySet<string>): Map<string, string[]> {
  const names = [...paths].flatMap((path) => {
    const match = /^(?:(.*)\.)?([^.[\]: ]+)$/s.exec(path);
    return match === null ? [] : [{ parent: match[1] ?? '', name: match[2] ?? '' }];
  });
  const byParent = grouped(names, ({ parent }) => parent);
  return new Map([...byParent].map(([parent, group]) => [parent, group.map(({ name }) => name)]));
}

function joined(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

function shortened(text: string): string {
  return text.length > LENGTH_LIMIT
    ? `${text.slice(0, LENGTH_LIMIT)}… (${text.length - LENGTH_LIMIT} characters left out)`
    : text;
}

function folded(lines: Line[]): Line[] {
  if (lines.length <= LINE_LIMIT) return lines;
  const kept = new Set<number>();
  lines.forEach(({ marked }, index) => {
    if (!marked || kept.size > LINE_LIMIT) return;
    for (let near = index - LINES_AROUND; near <= index + LINES_AROUND; near += 1) kept.add(near);
  });
  // Without a mark, or with few of them, the beginning says what kind of body it is.
  for (let index = 0; index < lines.length && kept.size < LINE_LIMIT / 2; index += 1) kept.add(index);
  const result: Line[] = [];
  let left = 0;
  lines.forEach((line, index) => {
    if (!kept.has(index)) {
      left += 1;
      return;
    }
    if (left > 0) result.push(omission(left));
    left = 0;
    result.push(line);
  });
  if (left > 0) result.push(omission(left));
  return result;
}

function omission(count: number): Line {
  return { text: `… ${count} lines left out; results.json has them all …`, marked: false };
}

function mergedParts(lines: Line[]): TextPart[] {
  const parts: TextPart[] = [];
  for (const { text, marked } of lines) {
    const last = parts.at(-1);
    if (last?.marked === marked) last.text += `\n${text}`;
    else parts.push({ text, marked });
  }
  return parts;
}
