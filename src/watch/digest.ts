import { escaped } from '../report/markdown-text.js';
import { pluralize, momentInWords, RUN_WORDING, VERDICT_WORDING } from '../report/wording.js';
import { hasChanges, type PartChanges, type Violation } from './changes.js';
import type { WatchEntry } from './history-folder.js';

/** The most items shown of one list. */
const SHOWN = 20;

/** The context of a digest: which watches it compares. */
export interface DigestContext {
  now: WatchEntry;
  /** The previous watch; undefined for the first one. */
  previous: WatchEntry | undefined;
  /** The page of the CI job with the reports; absent outside CI. */
  link?: string;
}

/**
 * The digest of a watch, in Markdown: what changed since the last one, and what is still wrong. Empty if nothing
 * changed and nothing is wrong.
 */
export function digestOf(changes: readonly PartChanges[], { now, previous, link }: DigestContext): string {
  const changed = changes.some(hasChanges);
  const worthTelling = changes.filter((part) => hasChanges(part) || !isGood(part, now));
  if (worthTelling.length === 0) return '';
  const title =
    previous === undefined
      ? firstWatch(now)
      : changed
        ? `What changed since ${momentInWords(previous.startedAt)}`
        : 'Nothing has changed since the last watch';
  const about = [`Target ${escaped(now.target.name)}`, momentInWords(now.startedAt)];
  if (link !== undefined) about.push(`[reports](${link})`);
  return `${[`## ${title}`, about.join(' · '), ...worthTelling.map((part) => partDigest(part, now, previous === undefined))].join('\n\n')}\n`;
}

/** The title of a target's first watch, which has nothing to compare with. */
export function firstWatch({ exitCode }: WatchEntry): string {
  const verdict = ({ 0: 'pass', 1: 'fail', 3: 'inconclusive' } as const)[exitCode] ?? 'error';
  return `First watch: ${RUN_WORDING[verdict].words.toLowerCase()}`;
}

function isGood({ part }: PartChanges, { parts }: WatchEntry): boolean {
  return parts[part]?.verdict === 'pass';
}

function partDigest(changes: PartChanges, now: WatchEntry, isFirst: boolean): string {
  const { part, newlyViolated, newlyPassing, flapping, newDrift, portfolio, stillViolated } = changes;
  const violations = new Map(changes.violations.map((violation) => [violation.id, violation]));
  return [
    `### ${part === 'check' ? 'Check' : 'Sweep'}`,
    ...verdictLine(changes, now),
    ...list(
      isFirst ? 'Violated' : 'Newly violated',
      newlyViolated.map((id) => violationInWords(id, violations.get(id))),
    ),
    ...list('Passing again', newlyPassing.map(escaped)),
    ...list(
      'Flapping',
      flapping.map(({ id, violated, of }) => `${escaped(id)}: violated in ${violated} of the last ${of} runs`),
    ),
    ...list('New drift', newDrift.map(escaped)),
    ...list(
      'In the customers',
      portfolio.map(({ says }) => escaped(says)),
    ),
    ...list(
      'Still violated',
      stillViolated.map(
        ({ id, since, runs }) =>
          `${violationInWords(id, violations.get(id))}\n  since ${momentInWords(since)}, ${pluralize(runs, 'run')}`,
      ),
    ),
  ].join('\n\n');
}

/** A violation as text: its message, expected and actual values, and owner. */
function violationInWords(id: string, violation: Violation | undefined): string {
  if (violation === undefined) return escaped(id);
  const { level, message, expected, actual, findings, owner, url } = violation;
  const { sign } = level === 'MUST' ? VERDICT_WORDING.fail : VERDICT_WORDING.warn;
  const name = url === undefined ? escaped(id) : `[${escaped(id)}](${url})`;
  const more = findings > 1 ? ` (and ${pluralize(findings - 1, 'more finding')})` : '';
  const values = [
    ...(expected === undefined ? [] : [`expected ${escaped(expected)}`]),
    ...(actual === undefined ? [] : [`actual ${escaped(actual)}`]),
    `owner: ${owner}`,
  ];
  return `${sign} ${level} ${name}: ${escaped(message)}${more}\n  ${values.join(' · ')}`;
}

function verdictLine({ part, verdict, reason }: PartChanges, now: WatchEntry): string[] {
  const current = now.parts[part]?.verdict;
  if (current === undefined || (verdict === undefined && current === 'pass')) return [];
  const before = verdict?.before === undefined ? '' : `, before: ${RUN_WORDING[verdict.before].words.toLowerCase()}`;
  const { sign, words } = RUN_WORDING[current];
  return [`${sign} **${words}**${before}.${reason === undefined ? '' : ` ${escaped(reason)}`}`];
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const hidden = items.length - SHOWN;
  const lines = [...items.slice(0, SHOWN), ...(hidden > 0 ? [`and ${hidden} more`] : [])];
  return [`**${title}**`, lines.map((item) => `- ${item}`).join('\n')];
}
