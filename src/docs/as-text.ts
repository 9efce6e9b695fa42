import { documentation, schemaFiles } from '../generated/sources.js';
import { nodePath } from '../exchange/json-path.js';
import { requirementNodes } from '../generated/schema-facts.js';
import { aroundDifference } from '../report/around-difference.js';
import { oneLine, visibleText } from '../report/visible-text.js';
import { pluralize } from '../report/wording.js';
import { wrapped } from '../report/wrapped.js';
import { requirementOf, type RequirementId } from '../requirements/catalogue.js';
import { grouped } from '../report/grouped.js';
import type { Change } from './change.js';
import { requirementsIn, type Comparison } from './compare.js';
import type { DocumentationRevision } from './repository.js';

/** Longer texts are shown around the place where they differ. */
const LONGEST = 300;
/** Terms of a page that are spelled out. */
const TERMS_SHOWN = 8;
/** Where a requirement is written that no schema states. */
const CATALOGUE = 'contracts/requirements.yaml';

/** A comparison for the console, in lines of a width. */
export function comparisonAsText(comparison: Comparison, width: number): string {
  const { from, to, changes, moved, mentions } = comparison;
  const places = [...grouped(changes, ({ page, heading }) => `${page} › ${heading}`)];
  const renames = moved.map((rename) => `${rename.from} is now ${rename.to}`);
  const newTerms = mentions.map(({ page, terms }) => `${page}: ${shortened(terms)}`);
  const blocks = [
    lines(`${documentation}: ${from === undefined ? 'what was reviewed' : named(from)} → ${named(to)}`, width, ''),
    ...places.map(([place, found]) => [
      ...lines(place, width, '  '),
      ...sameRequirements(found).flatMap((same) => changeLines(same, width)),
    ]),
    ...block('Moved pages', renames, width),
    ...block('Pages without a requirement that begin to mention fields, headers or codes', newTerms, width),
    lines(verdictOf(comparison), width, ''),
  ];
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** The result of a comparison in one sentence. */
export function verdictOf({ changes }: Comparison): string {
  if (changes.length === 0) return 'Nothing that a requirement rests on has changed.';
  const ids = requirementsIn(changes);
  const substance = changes.filter(({ isSubstance }) => isSubstance).length;
  const verb = changes.length === 1 ? 'touches' : 'touch';
  return `${pluralize(changes.length, 'change')} (${substance} of substance) ${verb} ${pluralize(ids.length, 'requirement')}.`;
}

/** Changes grouped by the requirements that they concern, which are then listed once. */
function sameRequirements(changes: readonly Change[]): Change[][] {
  return [...grouped(changes, ({ requirements }) => requirements.join()).values()];
}

function changeLines(changes: readonly Change[], width: number): string[] {
  const ids = changes[0]?.requirements ?? [];
  return [
    ...changes.flatMap(({ kind, isSubstance, before, after, note }) => {
      const [was, is] = excerpts(before, after);
      return [
        `  ${isSubstance ? 'substance' : 'wording'} (${WORDS[kind]})`,
        ...(note === undefined ? [] : lines(`  ${note}`, width, '  ')),
        ...(was === undefined ? [] : lines(`  - ${was}`, width, '    ')),
        ...(is === undefined ? [] : lines(`  + ${is}`, width, '    ')),
      ];
    }),
    ...ids.flatMap((id) => lines(`    ${requirementLine(id)}`, width, '      ')),
  ];
}

const WORDS: Readonly<Record<Change['kind'], string>> = {
  row: 'row of a table',
  header: 'header of a table',
  code: 'code',
  text: 'text',
  heading: 'heading',
  page: 'page',
  unseen: 'the earlier text is not in this clone',
};

/** A requirement with its level, its schema node and its file. */
function requirementLine(id: RequirementId): string {
  const paths = (requirementNodes[id] ?? []).slice(0, 1).map(({ path }) => nodePath(path) || 'customer');
  return [`${requirementOf(id).level} ${id}`, ...paths, schemaFiles[id] ?? CATALOGUE].join('  ');
}

/** Two texts on one line each, around the place where they differ. */
export function excerpts(
  before: string | undefined,
  after: string | undefined,
): readonly [string | undefined, string | undefined] {
  const [was, is] = [before, after].map((text) => (text === undefined ? undefined : oneLine(text)));
  return aroundDifference(was, is, LONGEST);
}

function named({ commit, day }: DocumentationRevision): string {
  return `${commit.slice(0, 8)} (${day})`;
}

function shortened(terms: readonly string[]): string {
  const hidden = terms.length - TERMS_SHOWN;
  return terms.slice(0, TERMS_SHOWN).join(', ') + (hidden > 0 ? ` and ${pluralize(hidden, 'other')}` : '');
}

function block(title: string, items: readonly string[], width: number): string[][] {
  if (items.length === 0) return [];
  return [[title, ...items.flatMap((item) => lines(`  ${item}`, width, '    '))]];
}

function lines(text: string, width: number, indent: string): string[] {
  return wrapped(visibleText(text), width, indent);
}
