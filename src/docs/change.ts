import { diffArrays } from 'diff';
import type { RequirementId } from '../requirements/catalogue.js';
import type { Passage, Section } from './page.js';
import { mentions, restingOnProse, usesRow, type Source } from './source.js';

/** One difference between two revisions of what requirements rest on. */
export interface Change {
  /** `page` and `heading`: it exists in one of the revisions only. */
  readonly kind: 'row' | 'code' | 'text' | 'heading' | 'page' | 'unseen';
  readonly page: string;
  readonly heading: string;
  /** A row, a code block, a number, a code span or a value changed; otherwise only words did. */
  readonly isSubstance: boolean;
  readonly before?: string;
  readonly after?: string;
  /** What else there is to know, such as where a section has probably gone. */
  readonly note?: string;
  readonly requirements: readonly RequirementId[];
}

/** The names of the fields that requirements are about. */
export type FieldNames = readonly (readonly [RequirementId, readonly string[]])[];

/** A change before it is known where it is. */
export type ChangeInSection = Omit<Change, 'page' | 'heading'>;

/**
 * What changed in a section, as far as requirements rest on it. A changed row concerns those that use it. Any other
 * change concerns those whose words it mentions, and all that rest on the section if it mentions none.
 *
 * @param sources those of this section
 * @param fields the names of the fields that each requirement is about
 */
export function changesInSection(
  before: Section,
  after: Section,
  sources: readonly Source[],
  fields: FieldNames,
): ChangeInSection[] {
  return [
    ...rowChanges(before, after, sources),
    ...codeChanges(before, after, sources, fields),
    ...textChanges(before, after, sources),
  ].filter(({ requirements }) => requirements.length > 0);
}

function rowChanges(before: Section, after: Section, sources: readonly Source[]): ChangeInSection[] {
  const [was, is] = [rowsOf(before), rowsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    if (old === now) return [];
    return { kind: 'row', isSubstance: true, ...texts(old, now), requirements: idsOf(sources, (s) => usesRow(s, key)) };
  });
}

/** The rows of a section by their first cell. Their order says nothing. */
function rowsOf({ passages }: Section): Map<string, string> {
  const rows = new Map<string, string>();
  for (const { kind, key = '', text } of passages) {
    const others = rows.get(key);
    if (kind === 'row') rows.set(key, others === undefined ? text : `${others}\n${text}`);
  }
  return rows;
}

function codeChanges(
  before: Section,
  after: Section,
  sources: readonly Source[],
  fields: FieldNames,
): ChangeInSection[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  const resting = restingOnProse(sources);
  // A sample that requirements rest on as a whole shows fields that others are about.
  const isSample = resting.some(({ words }) => words === undefined);
  return pairs(was, is).map(({ old, now }) => {
    const named = namesOn(was, old?.at) + namesOn(is, now?.at);
    const own = resting.filter(({ words }) => words !== undefined && mentions(named, words));
    const shown = isSample ? fields.filter(([, names]) => names.some((name) => named.includes(`"${name}":`))) : [];
    const concerned = [...idsOf(own), ...shown.map(([id]) => id)];
    const requirements = concerned.length > 0 ? [...new Set(concerned)] : idsOf(resting);
    return { kind: 'code', isSubstance: true, ...texts(old?.text, now?.text), requirements };
  });
}

function linesOf({ passages }: Section): string[] {
  return passages.filter(({ kind }) => kind === 'code').flatMap(({ text }) => text.split('\n'));
}

/** A line of code; if it is a value alone, after the line that names it. */
function namesOn(lines: readonly string[], at: number | undefined): string {
  if (at === undefined) return '';
  const naming = lines.slice(0, at + 1).findLastIndex((line) => /[:=]/.test(line));
  return lines.slice(naming < 0 ? at : naming, at + 1).join('\n');
}

function textChanges(before: Section, after: Section, sources: readonly Source[]): ChangeInSection[] {
  const [was, is] = [before, after].map(({ passages }) => passages.filter(isProse)) as [Passage[], Passage[]];
  const resting = restingOnProse(sources);
  const found = pairs(
    was.map(({ text }) => text),
    is.map(({ text }) => text),
  );
  return found.map(({ old, now }) => {
    const text = `${old?.text ?? ''}\n${now?.text ?? ''}`;
    const claiming = resting.filter(({ words }) => words === undefined || mentions(text, words));
    return {
      kind: 'text',
      isSubstance: factsOf(was[old?.at ?? -1]) !== factsOf(is[now?.at ?? -1]),
      ...texts(old?.text, now?.text),
      requirements: idsOf(claiming.length > 0 ? claiming : resting),
    };
  });
}

const isProse = ({ kind }: Passage): boolean => kind === 'text' || kind === 'item';

const FACTS = /\d+(?:[.,]\d+)*|\b[A-Z][A-Z_\d]+\b/g;
/** An item of a list that is no longer than this is a value. */
const WORDS_OF_VALUE = 3;

/** What a passage says beside its wording: its numbers, its code spans, its values. */
function factsOf(passage: Passage | undefined): string {
  if (passage === undefined) return '';
  const { kind, text, spans } = passage;
  const isValue = kind === 'item' && text.split(' ').length <= WORDS_OF_VALUE;
  return [...(text.match(FACTS) ?? []), ...spans, ...(isValue ? [text] : [])].join('\n');
}

/** A text of a list, and its position there. */
interface Placed {
  readonly text: string;
  readonly at: number;
}

/** What was taken out and what was put in, side by side. */
function pairs(
  before: readonly string[],
  after: readonly string[],
): { old: Placed | undefined; now: Placed | undefined }[] {
  const parts = diffArrays([...before], [...after]);
  const found: { old: Placed | undefined; now: Placed | undefined }[] = [];
  let [was, is] = [0, 0];
  for (const [index, { value, added, removed }] of parts.entries()) {
    const placed = (from: number): Placed[] => value.map((text, offset) => ({ text, at: from + offset }));
    if (removed) found.push(...placed(was).map((old) => ({ old, now: undefined })));
    else if (added) {
      const start = found.length - (parts[index - 1]?.removed === true ? (parts[index - 1]?.value.length ?? 0) : 0);
      for (const [offset, now] of placed(is).entries()) {
        found[start + offset] = { old: found[start + offset]?.old, now };
      }
    }
    if (!added) was += value.length;
    if (!removed) is += value.length;
  }
  return found;
}

function texts(before: string | undefined, after: string | undefined): Pick<Change, 'before' | 'after'> {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** The requirements of sources, each once, in the order of the catalogue. */
export function idsOf(sources: readonly Source[], uses: (source: Source) => boolean = () => true): RequirementId[] {
  return [...new Set(sources.filter(uses).map(({ requirement }) => requirement))];
}
