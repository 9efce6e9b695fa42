import { escaped } from '../report/markdown-text.js';
import { counted, momentInWords, RUN_WORDING, VERDICT_WORDING } from '../report/wording.js';
import { isNews, type PartChanges } from './changes.js';
import type { Part, WatchEntry } from './history-folder.js';

/** Changes of one kind that are spelled out. */
const SHOWN = 20;

/** What changed since the last watch, in Markdown; empty where nothing did. */
export function digestOf(changes: readonly PartChanges[], now: WatchEntry, previous: WatchEntry | undefined): string {
  const news = changes.filter(isNews);
  if (news.length === 0) return '';
  const since =
    previous === undefined ? 'the first watch of this target' : `since ${momentInWords(previous.startedAt)}`;
  const about = `Target ${escaped(now.target.name)} · ${momentInWords(now.startedAt)} · ${since}`;
  return `${['## What changed', about, ...news.map((part) => partDigest(part, now))].join('\n\n')}\n`;
}

function partDigest(changes: PartChanges, now: WatchEntry): string {
  const { part, verdict, newlyViolated, newlyPassing, flipping, newDrift, portfolio, stillViolated } = changes;
  return [
    `### ${part === 'check' ? 'Check' : 'Sweep'}`,
    ...(verdict === undefined ? [] : [verdictLine(verdict)]),
    ...list(
      'Newly violated',
      newlyViolated.map((id) => `${signOf(id, part, now)} ${escaped(id)}`),
    ),
    ...list('Passing again', newlyPassing.map(escaped)),
    ...list(
      'Flipping, not simply broken',
      flipping.map(({ id, violated, of }) => `${escaped(id)}: violated in ${violated} of the last ${of} runs`),
    ),
    ...list('New drift', newDrift.map(escaped)),
    ...list(
      'In the customers',
      portfolio.map(({ says }) => escaped(says)),
    ),
    ...list(
      'Still violated',
      stillViolated.map(
        ({ id, since, runs }) => `${escaped(id)}: since ${momentInWords(since)}, ${counted(runs, 'run')}`,
      ),
    ),
  ].join('\n\n');
}

/** Tells a warning from a violated MUST. */
function signOf(id: string, part: Part, now: WatchEntry): string {
  const verdict = now.parts[part]?.notPassed[id] ?? 'fail';
  return verdict === 'warn' ? `${VERDICT_WORDING.warn.sign} warning:` : `${VERDICT_WORDING.fail.sign} failed:`;
}

function verdictLine({ before, now }: NonNullable<PartChanges['verdict']>): string {
  const was = before === undefined ? '' : `, before: ${RUN_WORDING[before].words.toLowerCase()}`;
  return `${RUN_WORDING[now].sign} **${RUN_WORDING[now].words}**${was}.`;
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const hidden = items.length - SHOWN;
  const lines = [...items.slice(0, SHOWN), ...(hidden > 0 ? [`and ${counted(hidden, 'more')}`] : [])];
  return [`**${title}**`, lines.map((item) => `- ${item}`).join('\n')];
}
