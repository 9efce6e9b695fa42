/** What README and docs promise a reader: links that lead somewhere, and commands that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programWith } from '../../../src/cli/program.js';

const { commands } = await programWith();

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The fragments of a document's headings, as GitHub makes them. */
function fragmentsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(documents)('%s', (file) => {
  const text = readFileSync(file, 'utf8');

  it('links to files and headings that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [path = '', fragment] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      return !existsSync(target) || (fragment !== undefined && !fragmentsOf(target).includes(fragment));
    });
    expect(broken).toEqual([]);
  });

  it('calls commands with options that they have', () => {
    const calls = [...text.matchAll(/vipmp-conformance(?:\.js)? ([a-z]+)((?: +[^\n`|#]+)?)/g)];
    const wrong = calls.flatMap(([call, name, rest = '']) => {
      const command = commands.find((one) => one.name() === name);
      if (command === undefined) return [call];
      // What follows -- is the client's own command.
      const [own = ''] = rest.split(' -- ');
      const known = command.options.map(({ long }) => long);
      return (own.match(/(?<= )--[a-z-]+/g) ?? []).filter((option) => !known.includes(option)).map(() => call);
    });
    expect(wrong).toEqual([]);
  });
});

it('has a page for each command', () => {
  const pages = documents.map((file) => /^# (.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]);
  // What a merge does is a part of sweep.
  const names = commands.flatMap((command) => (command.name() === 'merge' ? [] : [command.name()]));
  expect(names.filter((name) => !pages.includes(`vipmp-conformance ${name}`))).toEqual([]);
});
