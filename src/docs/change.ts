import { defined } from '../defined.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { grouped } from '../report/grouped.js';
import { differences, pairs, type Difference } from './differences.js';
import type { Passage, Section } from './page.js';
import { mentions, restingOnProse, usesRow, type Source } from './source.js';

/** One difference between two revisions in what requirements depend on. */
export interface Change {
  /** `page` and `heading`: it exists in one of the revisions only, or has another name in each. */
  readonly kind: 'row' | 'header' | 'code' | 'text' | 'heading' | 'page' | 'unseen';
  readonly page: string;
  readonly heading: string;
  /** A row, a code block, a number, a code span or a value changed; otherwise only words did. */
  readonly isSubstance: boolean;
  readonly before?: string;
  readonly after?: string;
  /** A remark, such as where a section has probably moved. */
  readonly note?: string;
  readonly requirements: readonly RequirementId[];
}

/** The names of the fields that requirements are about. */
export type FieldNames = readonly (readonly [RequirementId, readonly string[]])[];

/** A change without its place. */
export type ChangeInSection = Omit<Change, 'page' | 'heading'>;

/**
 * What changed in a section, as far as requirements depend on it. A changed row concerns those that use it. Any other
 * change concerns those whose words it mentions; if it mentions none, those that depend on the section as a whole, or
 * else all of the section.
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

interface Row {
  readonly key: string;
  readonly text: string;
  readonly header: string;
}

function rowChanges(before: Section, after: Section, sources: readonly Source[]): ChangeInSection[] {
  const [was, is] = [rowsOf(before), rowsOf(after)];
  const changed = (rows: Map<string, Row>, others: Map<string, Row>, isKept: boolean): Row[] =>
    [...rows.values()].filter(({ key, text }) => others.has(key) === isKept && others.get(key)?.text !== text);
  const kept = changed(was, is, true).map((row) => [row, is.get(row.key)] as const);
  const renamed = pairs({ before: changed(was, is, false), after: changed(is, was, false) }, ({ text }) => text);
  return [
    ...headerChanges(was, is, sources),
    ...[...kept, ...renamed].map(([old, now]) => ({
      kind: 'row' as const,
      isSubstance: true,
      ...defined({ before: old?.text, after: now?.text }),
      requirements: idsOf(sources, (source) => [old, now].some((row) => row !== undefined && usesRow(source, row.key))),
    })),
  ];
}

/** Tables whose header changed, which changes the meaning of every row. */
function headerChanges(was: Map<string, Row>, is: Map<string, Row>, sources: readonly Source[]): ChangeInSection[] {
  const reheaded = [...was.values()].filter(({ key, header }) => (is.get(key)?.header ?? header) !== header);
  const tables = grouped(reheaded, ({ key, header }) => `${header}\n${is.get(key)?.header ?? ''}`);
  return [...tables].map(([headers, rows]) => {
    const [before, after] = headers.split('\n');
    const requirements = idsOf(sources, (source) => rows.some(({ key }) => usesRow(source, key)));
    return { kind: 'header', isSubstance: true, ...defined({ before, after }), requirements };
  });
}

/** The rows of a section by their first cell. Their order does not matter. */
function rowsOf({ passages }: Section): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const { kind, key = '', text, header = '' } of passages) {
    const others = rows.get(key);
    if (kind === 'row') rows.set(key, { key, header, text: others === undefined ? text : `${others.text}\n${text}` });
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
  // A sample that requirements depend on as a whole shows the fields of other requirements.
  const isSample = resting.some(({ words }) => words === undefined);
  const concerned = (named: string): RequirementId[] => {
    const shown = isSample ? fields.filter(([, names]) => names.some((name) => named.includes(`"${name}":`))) : [];
    const ids = [...idsOf(mentioning(resting, named)), ...shown.map(([id]) => id)];
    return ids.length > 0 ? ids : idsOf(otherwise(resting));
  };
  const all = differences(was, is, (line) => line);
  // Differences in brackets alone are guesses of the comparison.
  const telling = all.filter(({ before: old, after: now }) => [...old, ...now].some((line) => /\w/.test(line)));
  return (telling.length > 0 ? telling : all).map((difference) => ({
    kind: 'code',
    isSubstance: true,
    ...defined({ before: joined(difference.before), after: joined(difference.after) }),
    requirements: [...new Set(namesOn(was, is, difference).flatMap(concerned))],
  }));
}

function linesOf({ passages }: Section): string[] {
  return passages.filter(({ kind }) => kind === 'code').flatMap(({ text }) => text.split('\n'));
}

function joined(lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** Each line of code that adds something; a bare value follows the line that names it. */
function namesOn(was: readonly string[], is: readonly string[], { before, after, at }: Difference<string>): string[] {
  const named = (lines: readonly string[], from: number, changed: readonly string[], others: readonly string[]) => {
    const known = new Set(others.map(withoutComma));
    return changed.map((line, index) => {
      const end = from + index + 1;
      const naming = lines.slice(0, end).findLastIndex((other) => /[:=]/.test(other));
      const isNew = /\w/.test(line) && !known.has(withoutComma(line));
      return { text: lines.slice(naming < 0 ? end - 1 : naming, end).join('\n'), isNew };
    });
  };
  const all = [...named(was, at.before, before, after), ...named(is, at.after, after, before)];
  const added = all.filter(({ isNew }) => isNew);
  return (added.length > 0 ? added : all).map(({ text }) => text);
}

function withoutComma(line: string): string {
  return line.replace(/,$/, '');
}

/** A sentence of a passage. */
interface Sentence extends Pick<Passage, 'kind' | 'text' | 'spans'> {
  /** The text around it. */
  readonly passage: string;
}

function textChanges(before: Section, after: Section, sources: readonly Source[]): ChangeInSection[] {
  const textOf = ({ text }: Sentence): string => text;
  const resting = restingOnProse(sources);
  return differences(sentencesOf(before), sentencesOf(after), textOf).flatMap((difference) =>
    pairs(difference, textOf).map(([old, now]) => {
      const sentences = `${old?.text ?? ''}\n${now?.text ?? ''}`;
      const passages = `${old?.passage ?? ''}\n${now?.passage ?? ''}`;
      const claiming = [mentioning(resting, sentences), mentioning(resting, passages), otherwise(resting)];
      return {
        kind: 'text',
        isSubstance: factsOf(old) !== factsOf(now),
        ...defined({ before: old?.text, after: now?.text }),
        requirements: idsOf(claiming.find((some) => some.length > 0) ?? []),
      };
    }),
  );
}

function sentencesOf({ passages }: Section): Sentence[] {
  return passages.flatMap(({ kind, text, spans }) =>
    kind !== 'text' && kind !== 'item'
      ? []
      : text.split(/(?<=[.!?])\s+(?=[\p{Lu}“"])/u).map((sentence) => ({
          ...{ kind, text: sentence, passage: text },
          spans: spans.filter((span) => sentence.includes(span)),
        })),
  );
}

/** Numbers, and words in capitals, which are mostly values. */
const FACTS = /(?<!\w)\d+(?:[.,]\d+)*(?!\w)|\b[A-Z][A-Z_\d]+\b/g;
const ACRONYMS = new Set(['AD', 'API', 'HTTP', 'HVD', 'ID', 'IMS', 'JSON', 'LGA', 'MP', 'MPQ', 'URL', 'UTC', 'VIP']);
/** An item of a list that is no longer than this is a value. */
const WORDS_OF_VALUE = 3;

/** The substance of a sentence: its numbers, its code spans, its values. */
function factsOf(sentence: Sentence | undefined): string {
  if (sentence === undefined) return '';
  const { kind, text, spans } = sentence;
  const isValue = kind === 'item' && text.split(' ').length <= WORDS_OF_VALUE;
  const facts = (text.match(FACTS) ?? []).filter((fact) => !ACRONYMS.has(fact));
  return [...facts, ...spans, ...(isValue ? [text] : [])].join('\n');
}

function mentioning(sources: readonly Source[], text: string): Source[] {
  return sources.filter(({ words }) => words !== undefined && mentions(text, words));
}

/** The requirements that a change concerns if it mentions no requirement's words. */
function otherwise(resting: readonly Source[]): readonly Source[] {
  const whole = resting.filter(({ words }) => words === undefined);
  return whole.length > 0 ? whole : resting;
}

/** The requirements of sources, each once, in the order of the catalogue. */
export function idsOf(sources: readonly Source[], uses: (source: Source) => boolean = () => true): RequirementId[] {
  return [...new Set(sources.filter(uses).map(({ requirement }) => requirement))];
}
