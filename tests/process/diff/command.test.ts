import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DescriptionDiff } from '../../../src/diff/difference.js';
import { temporaryFolder } from '../../support/command.js';
import { callCommand } from '../../support/in-process.js';
import { smallDocument } from '../../unit/diff/documents.js';

const cwd = temporaryFolder();
const file = (name: string, document: unknown): string => {
  writeFileSync(join(cwd, name), JSON.stringify(document));
  return name;
};
const shape = (more: object): object => ({ type: 'object', properties: { name: { type: 'string', ...more } } });
const OLD = file('old.json', smallDocument({ reads: shape({}), sends: shape({}) }));
const NULL = file('null.json', smallDocument({ reads: shape({ type: ['string', 'null'] }), sends: shape({}) }));
const WIDER = file('wider.json', smallDocument({ reads: shape({}), sends: shape({ type: ['string', 'null'] }) }));
// What a document says of itself may try to color the terminal, to end the table or to mention somebody.
const SPOOF = 'a\u001b[31m\u202e|<b>@all`';
const EVIL = file(
  'evil.json',
  smallDocument({ reads: { properties: { [SPOOF]: { const: SPOOF } } }, sends: shape({}) }),
);

const run = (...args: string[]) => callCommand(['diff', ...args], {}, cwd);

describe('exit codes', () => {
  it('0 and a sentence if nothing changed', async () => {
    const ended = await run(OLD, OLD);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('Nothing changed');
  });

  it('0 if nothing breaks', async () => {
    const { code, stdout } = await run(OLD, WIDER);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing breaks: 1 change');
    expect(stdout).toContain('null-added, breaks no client');
  });

  it('1 if a reader or a sender breaks', async () => {
    expect((await run(OLD, NULL)).code).toBe(1);
    expect((await run(WIDER, OLD)).code).toBe(1);
  });

  it.each([
    ['no argument', [], /missing required argument/],
    ['one argument', [OLD], /missing required argument 'new'/],
    ['a file that is not there', [OLD, 'nowhere.json'], /NEW nowhere\.json is neither a file nor a git revision/],
    ['an unknown format', [OLD, NULL, '--format', 'yaml'], /--format.*text, json, markdown/],
    ['an empty --out', [OLD, NULL, '--out', ''], /--out is empty/],
    [
      'an --out that cannot be written',
      [OLD, NULL, '--out', '/dev/null/x.txt'],
      /--out \/dev\/null\/x\.txt cannot be written/,
    ],
  ])('2 and one line: %s', async (_name, args, line) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('formats', () => {
  it('text: breaking first, at most 80 columns but for the types, no color in a pipe', async () => {
    const { stdout } = await run(
      OLD,
      file('both.json', smallDocument({ reads: shape({ type: 'integer' }), sends: {} })),
    );
    const [told = ''] = stdout.split('TypeScript types');
    expect(Math.max(...told.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(told).toMatch(/^✕ \d of \d changes break clients: /);
    expect(told.indexOf('breaks reading')).toBeGreaterThan(0);
    expect(stdout).toMatch(/^-\s+name\?: string;$/m);
    expect(stdout).not.toContain('\u001b');
  });

  it('json: all of it, stable', async () => {
    const { stdout } = await run(OLD, NULL, '--format', 'json');
    const diff = JSON.parse(stdout) as DescriptionDiff;
    expect(Object.keys(diff)).toEqual(['old', 'new', 'breaking', 'summary', 'changes', 'types']);
    expect(diff).toMatchObject({
      old: OLD,
      new: NULL,
      breaking: true,
      summary: { changes: 1, breaking: 1, breaksReaders: 1, breaksSenders: 0, compatible: 0 },
      changes: [
        {
          rule: 'null-added',
          path: 'GET /things/{id} 200 body: x.name',
          also: [],
          was: 'string',
          is: 'string or null',
          reads: 'breaking',
          sends: 'unaffected',
          reason: 'null may arrive',
        },
      ],
    });
    expect(diff.types).toContain('@@');
    expect((await run(OLD, NULL, '--format', 'json')).stdout).toBe(stdout);
  });

  it('text: says that the types of a huge description were not compared, and compares the rest', async () => {
    const huge = (x: object): object =>
      smallDocument({ reads: { enum: Array.from({ length: 70_000 }, () => ({})), ...x } });
    const { code, stdout } = await run(
      file('huge.json', huge({})),
      file('huger.json', huge({ type: 'object', minProperties: 1 })),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('limit-added');
    expect(stdout).toContain('The TypeScript types were not compared: ');
  });

  it('markdown: tables and the types', async () => {
    const { stdout } = await run(OLD, NULL, '--format', 'markdown');
    expect(stdout).toMatch(/^## ✕ 1 of 1 change breaks clients/);
    expect(stdout).toContain('| GET /things/\\{id\\} 200 body: x.name | null-added | string | string or null |');
    expect(stdout).toMatch(/```diff\n--- old\.json\n\+\+\+ null\.json\n/);
  });

  it.each(['text', 'json', 'markdown'])('%s shows what a document hides, and lets it do nothing', async (format) => {
    const { stdout } = await run(OLD, EVIL, '--format', format);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
    if (format === 'markdown') expect(stdout.split('### TypeScript types')[0]).not.toMatch(/[^\\]\|<b>|@all/);
  });

  it('--out writes a complete file, and says so', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await run(OLD, NULL, '--format', 'json', '--out', join(folder, 'diff.json'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 of 1 change breaks clients: .* Written to .*diff\.json\n$/);
    expect(readdirSync(folder)).toEqual(['diff.json']);
    expect(JSON.parse(readFileSync(join(folder, 'diff.json'), 'utf8'))).toMatchObject({ breaking: true });
  });
});
