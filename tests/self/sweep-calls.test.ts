import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';

describe('a wrong call of sweep and merge', () => {
  const rows: [name: string, args: string[], complaint: RegExp][] = [
    ['without ids', ['sweep', '--target', 'sandbox'], /sweep --target sandbox needs ids: name a file in --ids/],
    [
      'with ids that are not there',
      ['sweep', '--target', 'sandbox', '--ids', 'none.txt'],
      /--ids none.txt cannot be read/,
    ],
    ['with a shard of none', ['sweep', '--shard', '4/3'], /--shard is "4\/3"/],
    ['with no concurrency', ['sweep', '--concurrency', '0'], /whole number from 1 to 256/],
    ['with a misspelt option', ['sweep', '--resum'], /--resum.*--resume/],
    ['of a folder that is not a sweep', ['merge', '.'], /merge \.: there is no sweep/],
    ['of nothing', ['merge'], /missing required argument/],
  ];

  it.for(rows)('is one line and 2: %s', async ([, args, complaint]) => {
    const { code, stderr } = await callCommand(args, { VIPMP_API_KEY: 'key', VIPMP_ACCESS_TOKEN: 'token' });
    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names every missing variable except that of a customer', async () => {
    const list = join(temporaryFolder(), 'ids.txt');
    writeFileSync(list, '1005998877\n');
    const { code, stderr } = await callCommand(['sweep', '--target', 'sandbox', '--ids', list]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/VIPMP_ACCESS_TOKEN.*VIPMP_API_KEY/);
    expect(stderr).not.toContain('VIPMP_CUSTOMER_ID');
  });

  it('refuses to resume from a damaged state', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'sweep-state.json'), '{"format":1');
    const { code, stderr } = await callCommand(['sweep', '--out', out, '--resume']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/sweep-state.json is damaged/);
  });
});
