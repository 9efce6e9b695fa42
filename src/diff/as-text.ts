import { styleText } from 'node:util';
import type { TerminalLayout } from '../report/terminal.js';
import { oneLine, visibleText } from '../report/visible-text.js';
import { wrapped } from '../report/wrapped.js';
import { isBreaking, type Change } from './change.js';
import type { DescriptionDiff } from './difference.js';
import { breaksInWords, grouped, verdictInWords, wasAndIs } from './words.js';

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;
const LABEL_WIDTH = 10;
/** The most other places, and lines of the types, that are shown with one change. */
const MOST_LINES = 4;

/** A comparison for a terminal or a pipe: the verdict, the changes with the breaking ones first, the types. */
export function diffAsText(diff: DescriptionDiff, { color, width }: TerminalLayout): string {
  const paint: Paint = (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
  const [breaking, compatible] = grouped(diff);
  const verdict = `${diff.breaking ? '✕' : '✓'} ${verdictInWords(diff)}`;
  const lines = [
    ...wrapped(verdict, width, '  ').map((line) => paint('bold', paint(diff.breaking ? 'red' : 'green', line))),
    ...wrapped(`  from ${oneLine(diff.old)} to ${oneLine(diff.new)}`, width, '  '),
    ...section('Breaking', breaking, width, paint),
    ...section('Not breaking', compatible, width, paint),
    ...types(diff, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, changes: readonly Change[], width: number, paint: Paint): string[] {
  if (changes.length === 0) return [];
  return ['', paint('bold', title), ...changes.flatMap((change) => ['', ...lines(change, width, paint)])];
}

function lines(change: Change, width: number, paint: Paint): string[] {
  const [was, is] = wasAndIs(change);
  const breaks = isBreaking(change);
  const labeled = (label: string, text: string): string[] =>
    wrapped(`    ${label.padEnd(LABEL_WIDTH)}${oneLine(text)}`, width, ' '.repeat(4 + LABEL_WIDTH));
  return [
    ...wrapped(`${breaks ? '✕' : '✓'} ${oneLine(change.path)}`, width, '    ').map((line) =>
      breaks ? paint('red', line) : line,
    ),
    ...labeled('rule', `${change.rule}, ${breaksInWords(change)}: ${change.reason}`),
    ...(change.rule === 'documentation' ? [] : labeled('was', was)),
    ...labeled(change.rule === 'documentation' ? 'changed' : 'is', is),
    ...firstOf(change.also, 'places').flatMap((path, index) => labeled(index === 0 ? 'also at' : '', path)),
  ];
}

/** The first of many; JSON has all of them, and the diff of the types below all lines. */
function firstOf(texts: readonly string[], what: string): string[] {
  const more = texts.length - MOST_LINES;
  return more > 1 ? [...texts.slice(0, MOST_LINES), `… and ${more} more ${what}`] : [...texts];
}

function types({ types, typesUnavailable }: DescriptionDiff, paint: Paint): string[] {
  if (typesUnavailable !== undefined) return ['', `The TypeScript types were not compared: ${typesUnavailable}`];
  if (types === '') return [];
  const painted = visibleText(types.trimEnd())
    .split('\n')
    .map((line) => {
      if (line.startsWith('@@')) return paint('cyan', line);
      if (line.startsWith('-')) return paint('red', line);
      return line.startsWith('+') ? paint('green', line) : line;
    });
  return ['', paint('bold', 'TypeScript types'), '', ...painted];
}
