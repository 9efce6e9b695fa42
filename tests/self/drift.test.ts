import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededCustomers } from '../../src/sandbox/customers.js';
import { copyOfCheckout, type Checkout } from '../support/checkout.js';
import { temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { undocumented, writePortfolio } from '../support/undocumented.js';

let checkout: Checkout;
const folder = temporaryFolder();
const SEEN = undocumented('');

describe('drift --propose', () => {
  let said = '';

  beforeAll(async () => {
    checkout = await copyOfCheckout();
    writePortfolio(folder, SEEN);
    const { code, stdout } = await callCommand(
      ['drift', folder, '--propose', '--out', join(folder, 'drift.patch')],
      {},
      folder,
    );
    expect(code).toBe(0);
    said = stdout;
    await checkout.run('git', 'apply', join(folder, 'drift.patch'));
    await checkout.run('npm', 'run', '--silent', 'generate');
  });

  it('says what was seen, how often, and what remains to do', () => {
    expect(said).toContain('loyaltyTier: an undocumented field, string or null, 13 of 13');
    expect(said).toContain('companyProfile.marketSegment: the unlisted value "NGO", 1 of ');
    expect(said).toMatch(/each with a draft of a fault in\s+src\/sandbox\/faults:[\s\S]*customer\.loyalty-tier/);
    expect(said).not.toContain('No place in the schemas');
  });

  it('produces a contract that accepts what was seen', async () => {
    writeFileSync(join(checkout.folder, 'seen.json'), JSON.stringify(SEEN));
    writeFileSync(
      join(checkout.folder, 'judge.ts'),
      `import { readFileSync } from 'node:fs';
      import { judgeCustomer } from './src/checks/customer.js';
      const bodies = JSON.parse(readFileSync('seen.json', 'utf8')) as { customerId: string }[];
      const judged = bodies.flatMap((body) => judgeCustomer({ body, askedFor: body.customerId, declaredLga: false }));
      const news = /^(drift|customer\\.(status|tags)-listed|profile\\.market-segment$)/;
      console.log(JSON.stringify(judged.filter(({ requirement }) => news.test(requirement))));`,
    );
    expect(JSON.parse(await checkout.run('npx', 'tsx', 'judge.ts'))).toEqual([]);
    rmSync(join(checkout.folder, 'judge.ts'));
    rmSync(join(checkout.folder, 'seen.json'));
  });

  it('produces types with the new fields', () => {
    const types = readFileSync(join(checkout.folder, 'src/generated/contract.ts'), 'utf8');
    expect(types).toContain('loyaltyTier?: string | null;');
    expect(types).toContain('creditLimit?: number;');
    expect(types).toContain('| "NGO";');
  });
});

describe('drift', () => {
  it('ends with 1 if a MUST is violated, and with --fail-on drift if anything is new', async () => {
    const violation = { requirement: 'customer.status', level: 'MUST', verdict: 'fail', customers: 1 };
    writePortfolio(
      folder,
      seededCustomers.map(({ customer }) => ({ ...customer })),
      [violation],
    );
    expect((await callCommand(['drift', folder])).code).toBe(1);
    writePortfolio(folder, SEEN);
    expect((await callCommand(['drift', join(folder, 'portfolio.json')])).code).toBe(0);
    expect((await callCommand(['drift', folder, '--fail-on', 'drift'])).code).toBe(1);
  });

  it('leaves out of the patch what a schema cannot name, and says so', async () => {
    writePortfolio(
      folder,
      seededCustomers.map(({ customer }) => ({ ...customer, toString: 1, 'a\nb': 1, fine: 1 })),
    );
    const out = join(temporaryFolder(), 'drift.patch');
    const { stdout } = await callCommand(['drift', folder, '--propose', '--out', out]);
    expect(stdout).toMatch(/Not in the patch, add it by hand: toString/);
    expect(stdout).toMatch(/Not in the patch, add it by hand: a b/);
    const patch = readFileSync(out, 'utf8');
    expect(patch).toContain('"fine"');
    expect(patch).not.toMatch(/toString|a\\nb/);
  });

  it('removes the patch of an earlier run', async () => {
    writePortfolio(
      folder,
      seededCustomers.map(({ customer }) => ({ ...customer })),
    );
    const out = join(temporaryFolder(), 'drift.patch');
    writeFileSync(out, 'an earlier patch');
    await callCommand(['drift', folder, '--propose', '--out', out]);
    expect(existsSync(out)).toBe(false);
  });

  it('writes no patch if there is nothing to propose', async () => {
    writePortfolio(
      folder,
      seededCustomers.map(({ customer }) => ({ ...customer })),
    );
    const out = join(temporaryFolder(), 'drift.patch');
    const { code, stdout } = await callCommand(['drift', folder, '--propose', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('nothing is undocumented');
    expect(existsSync(out)).toBe(false);
  });

  it.for([
    [['drift', 'nowhere'], /drift nowhere cannot be read \(ENOENT\)/],
    [['drift', '--out', 'x'], /add --propose/],
    [['drift', fileURLToPath(new URL('../../package.json', import.meta.url))], /is not the portfolio.json/],
    [['sweep', '--baseline', 'nowhere'], /--baseline nowhere cannot be read/],
    [['sweep', '--fail-on', 'rain'], /--fail-on/],
  ] as const)('is one line and 2 if the call is wrong: %j', async ([args, complaint]) => {
    const { code, stderr } = await callCommand([...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('sweep --baseline', () => {
  it('says what changed, passes with only additions, and fails for these on request', async () => {
    await callCommand(['sweep', '--out', join(folder, 'before')]);
    const file = join(folder, 'before', 'portfolio.json');
    const same = await callCommand(['sweep', '--out', join(folder, 'same'), '--baseline', file, '--fail-on', 'drift']);
    expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing has changed since') as string });

    const before = JSON.parse(readFileSync(file, 'utf8')) as { fields: { path: string; present: number }[] };
    before.fields = before.fields.filter(({ path }) => path !== 'tags' && !path.startsWith('tags['));
    writeFileSync(file, JSON.stringify(before));
    const args = ['sweep', '--out', join(folder, 'now'), '--baseline', file];
    expect(await callCommand(args)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('tags is new') as string,
    });
    const strict = await callCommand([...args, '--fail-on', 'drift']);
    expect(strict).toMatchObject({ code: 1, stdout: expect.stringContaining('There is drift') as string });
    expect(readFileSync(join(folder, 'now', 'index.html'), 'utf8')).toContain('tags is new');
  });
});
