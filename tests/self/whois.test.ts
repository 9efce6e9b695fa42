import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Pseudonyms } from '../../src/exchange/pseudonym.js';
import { temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';

const folder = temporaryFolder();
const env = { VIPMP_PSEUDONYM_KEY: 'a key of this test' };
const pseudonym = new Pseudonyms(env.VIPMP_PSEUDONYM_KEY).of('1005100002');

beforeAll(() => writeFileSync(join(folder, 'ids.csv'), 'customer,name\n1005100001,a\n1005100002,b\n'));

describe('whois', () => {
  it('names the customer of a pseudonym', async () => {
    const { code, stdout } = await callCommand(['whois', pseudonym, '--ids', 'ids.csv'], env, folder);
    expect(code).toBe(0);
    expect(stdout).toBe(`${pseudonym} 1005100002\n`);
  });

  it('finds the key in the file of any target', async () => {
    const elsewhere = join(folder, 'with-env');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, '.env'), 'VIPMP_PSEUDONYM_KEY=another key\n');
    writeFileSync(join(elsewhere, '.env.sandbox'), `VIPMP_PSEUDONYM_KEY=${env.VIPMP_PSEUDONYM_KEY}\n`);
    const { code, stdout } = await callCommand(['whois', pseudonym, '--ids', join(folder, 'ids.csv')], {}, elsewhere);
    expect(code).toBe(0);
    expect(stdout).toBe(`${pseudonym} 1005100002\n`);
  });

  it('prints those it finds, and names those it does not', async () => {
    const args = ['whois', 'customer-000000000000', pseudonym, '--ids', 'ids.csv'];
    const { code, stdout, stderr } = await callCommand(args, env, folder);
    expect(code).toBe(2);
    expect(stdout).toBe(`${pseudonym} 1005100002\n`);
    expect(stderr).toMatch(/^vipmp-conformance: customer-000000000000: no id in ids\.csv .*\n$/);
  });

  it.for([
    ['no key', [pseudonym, '--ids', 'ids.csv'], {}, /VIPMP_PSEUDONYM_KEY is not set/],
    ['no pseudonym', ['1005100002', '--ids', 'ids.csv'], env, /1005100002 is not a pseudonym/],
    ['no list', [pseudonym], env, /--ids/],
    ['a list that is not there', [pseudonym, '--ids', 'none.csv'], env, /none\.csv cannot be read/],
  ] as const)('ends with 2 and one line if there is %s', async ([, args, variables, complaint]) => {
    const { code, stdout, stderr } = await callCommand(['whois', ...args], variables, folder);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
