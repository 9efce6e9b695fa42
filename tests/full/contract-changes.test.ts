import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { contractVersion } from '../../src/generated/schema-facts.js';
import { copyOfCheckout, type Checkout } from '../support/checkout.js';
import { runCommand, temporaryFolder } from '../support/command.js';
import { undocumented, writePortfolio } from '../support/undocumented.js';

/** The whole `npm test` of a copy, on a busy machine. */
const TIMEOUT_MS = 60 * 60 * 1000;

let checkout: Checkout;

beforeAll(async () => {
  checkout = await copyOfCheckout();
});

/** Puts a text before the first place of another one. */
function insert(file: string, before: string, text: string): void {
  const path = join(checkout.folder, file);
  const [head, ...rest] = readFileSync(path, 'utf8').split(before);
  if (head === undefined || rest.length === 0) throw new Error(`${file} has no ${before}`);
  writeFileSync(path, head + text + before + rest.join(before));
}

async function changedFiles(): Promise<string[]> {
  return (await checkout.run('git', 'diff', '--name-only')).trim().split('\n');
}

describe('a field added as CONTRIBUTING.md says', () => {
  it('changes three files and the generated ones', { timeout: TIMEOUT_MS }, async () => {
    insert(
      'schemas/customer.json',
      '    "globalSalesEnabled": {',
      `    "renewalNotice": {
      "x-requirement": "customer.renewal-notice",
      "type": "string",
      "description": "How the customer hears of a renewal.",
      "examples": ["EMAIL"]
    },
`,
    );
    insert(
      'contracts/requirements.yaml',
      '  - id: customer.external-reference-id\n',
      `  - id: customer.renewal-notice
    level: MUST
    since: ${contractVersion}
    check: schema
    source: field
    title: renewalNotice is optional and is a string.
`,
    );
    insert(
      'src/sandbox/faults/customer.ts',
      "  'customer.external-reference-id': {",
      "  'customer.renewal-notice': { 'renewal-notice-number': ['renewalNotice is a number', set('renewalNotice', 7)] },\n",
    );
    await checkout.run('npm', 'run', '--silent', 'generate');
    const byHand = (await changedFiles()).filter((file) => !file.startsWith('src/generated/'));
    expect(byHand).toEqual(['contracts/requirements.yaml', 'schemas/customer.json', 'src/sandbox/faults/customer.ts']);
  });

  it('survives no mutant of its schema', { timeout: TIMEOUT_MS }, async () => {
    await checkout.run(
      'npx',
      'vitest',
      'run',
      '--config',
      'vitest.full.config.ts',
      'tests/full/schema-mutants.test.ts',
    );
  });

  it('is judged on the sandbox', { timeout: TIMEOUT_MS }, async () => {
    await checkout.run('npm', 'run', '--silent', 'build');
    await checkout.run('node', 'bin/vipmp-conformance.js', 'check', '--no-playwright', '--out', 'reports/added');
    const results = JSON.parse(readFileSync(join(checkout.folder, 'reports/added/results.json'), 'utf8')) as {
      requirements: { id: string }[];
    };
    expect(results.requirements).toContainEqual(
      expect.objectContaining({ id: 'customer.renewal-notice', verdict: 'pass' }),
    );
  });
});

describe('the patch of drift --propose', () => {
  it('passes npm test unchanged, together with the field added by hand', { timeout: TIMEOUT_MS }, async () => {
    const folder = temporaryFolder();
    writePortfolio(folder, undocumented('Later'));
    const patch = join(folder, 'drift.patch');
    const { code } = await runCommand(['drift', folder, '--propose', '--out', patch], {}, folder);
    expect(code).toBe(0);
    expect(readFileSync(patch, 'utf8')).toContain("+  'customer.loyalty-tier-later': {");
    await checkout.run('git', 'apply', patch);
    await checkout.run('npm', 'run', '--silent', 'generate');
    await checkout.run('npm', 'test');
    await checkout.run('npm', 'run', '--silent', 'lint');
  });
});
