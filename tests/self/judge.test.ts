import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { COMMAND, plainEnvironment, temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { body, customerText, FILES, har } from '../support/recordings.js';

const judge = (cwd: string, ...args: string[]): Promise<Ended> => callCommand(['judge', ...args], {}, cwd);

/** A folder with files. */
function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function judgeInput(text: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, 'judge', '-', ...args], {
    cwd: temporaryFolder(),
    env: { ...plainEnvironment(), COLUMNS: '80' },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(text);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, stdout, stderr };
}

const wrong = customerText.replace('"1000"', '"10"');

describe('the exit code of judge', () => {
  it.each([
    [0, 'a HAR that conforms', har()],
    [0, 'a customer that conforms', customerText],
    [1, 'a HAR with a violation', har(body(wrong))],
    [1, 'a customer with a violation', wrong],
    [1, 'JSON that is not a customer', '{"foo":1}'],
    [3, 'a HAR without a customer', '{"log":{"entries":[]}}'],
    [3, 'a HAR with 503 alone', har(({ response }) => (response['status'] = 503))],
  ])('is %i for %s, and the report is written', async (code, _what, text) => {
    const cwd = folderOf({ input: text });
    const ended = await judge(cwd, 'input');
    expect(ended).toMatchObject({ code, stderr: '' });
    const results = JSON.parse(readFileSync(join(cwd, 'reports/judge/results.json'), 'utf8')) as Results;
    expect(results).toMatchObject({ exitCode: code, target: { name: 'recording' } });
    for (const file of ['index.html', 'junit.xml']) expect(existsSync(join(cwd, 'reports/judge', file))).toBe(true);
  });

  it.each([
    ['no file', [], /judge needs a file/],
    ['a file that is not there', ['absent.har'], /absent\.har cannot be read \(ENOENT\)/],
    ['a folder', ['.'], /\. is a folder: name the files in it/],
    ['JSON that is cut off', ['cut.json'], /cut\.json:2:16: neither HAR nor JSON: the text ends/],
    ['a HAR that is cut off', ['cut.har'], /cut\.har:1:\d+: neither HAR nor JSON: the text ends inside a string/],
    ['one wrong file of several', ['good.json', 'cut.json'], /cut\.json:2:16/],
    ['an unknown option', ['good.json', '--strict'], /unknown option '--strict'/],
  ])('is 2 and one line for %s, and nothing is reported', async (_what, args, line) => {
    const cwd = folderOf({
      'good.json': customerText,
      'cut.json': '{\n"customerId":"1',
      'cut.har': har().slice(0, 900),
    });
    const ended = await judge(cwd, ...args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(cwd, 'reports/judge/results.json'))).toBe(false);
  });
});

it('several files of any kind are judged together, and a finding names its file', async () => {
  const lines = `${customerText}\n${wrong}\n`.replaceAll(/\n(?=\s)/g, '');
  const cwd = folderOf({ 'good.json': customerText, 'many.ndjson': lines });
  const ended = await judge(cwd, resolve(FILES, 'mitmproxy.har'), 'good.json', 'many.ndjson');
  expect(ended.code).toBe(1);
  expect(ended.stdout.replace(/\s+/g, ' ')).toContain('3 responses and 3 saved customers judged.');
  expect(ended.stdout).toMatch(/where +many\.ndjson:2:/);
});

it('a body piped into judge - shows the wrong line, in 80 columns', async () => {
  const ended = await judgeInput(JSON.stringify(JSON.parse(wrong), null, 2), '--out', 'out');
  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/where +standard input:\d+:3\n/);
  expect(ended.stdout).toMatch(/line +"status": "10"\n/);
  expect(Math.max(...ended.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
});

it('the report of a recording contains no credentials or personal data', async () => {
  const cwd = folderOf({ 'a.har': har(body(wrong)) });
  const { stdout } = await judge(cwd, 'a.har');
  const written = ['index.html', 'results.json', 'junit.xml'].map((name) =>
    readFileSync(join(cwd, 'reports/judge', name), 'utf8'),
  );
  for (const text of [stdout, ...written]) expect(text).not.toMatch(/sandbox-access-token|mickey|Fairmont/i);
});
