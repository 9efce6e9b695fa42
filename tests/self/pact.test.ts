import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { temporaryFolder, type Ended } from '../support/command.js';
import { callCommand } from '../support/in-process.js';

const OWN = readFileSync('contracts/pacts/vipmp-client-vipmp-marketplace.json', 'utf8');
const DEMANDING = OWN.replace(/"marketSegment": "\w+"/, '"marketSegment": "ARMY"');
const ELSEWHERE = OWN.replaceAll('/v3/customers/', '/v3/orders/');

async function pact(files: Record<string, string>, ...args: string[]): Promise<Ended & { cwd: string }> {
  const cwd = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return { ...(await callCommand(['pact', ...Object.keys(files), ...args], {}, cwd)), cwd };
}

describe('the exit code of pact', () => {
  it.each([
    [0, "this package's own pact", { 'own.json': OWN }],
    [1, 'a pact that demands more', { 'own.json': OWN, 'shop.json': DEMANDING }],
    [3, 'a pact of other endpoints', { 'orders.json': ELSEWHERE }],
  ])('is %i for %s, and the report is written', async (code, _what, files) => {
    const ended = await pact(files);
    expect(ended).toMatchObject({ code, stderr: '' });
    const results = JSON.parse(readFileSync(join(ended.cwd, 'reports/pact/results.json'), 'utf8')) as Results;
    expect(results).toMatchObject({ exitCode: code, target: { name: 'pact' } });
  });

  it.each([
    ['no file', {}, /pact needs a file/],
    ['a file that is not JSON', { 'a.json': '{"consumer":{},}' }, /a\.json:1:15: not JSON: a trailing comma/],
    ['a file that is not a pact', { 'a.json': '{}' }, /a\.json is not a pact/],
  ])('is 2 and one line for %s', async (_what, files, line) => {
    const ended = await pact(files);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(ended.cwd, 'reports/pact/results.json'))).toBe(false);
  });
});

it('a finding names the file and the line of the pact', async () => {
  const { stdout } = await pact({ 'shop.json': DEMANDING });
  const line = DEMANDING.split('\n').findIndex((it) => it.includes('ARMY')) + 1;
  expect(stdout).toMatch(new RegExp(`where +shop\\.json:${line}:1`));
});
