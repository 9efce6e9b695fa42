import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unknownVariables } from '../../../src/targets/unknown-variables.js';

const folder = mkdtempSync(join(tmpdir(), 'vipmp-'));

describe('a variable that is not read', () => {
  it.each([
    ['VIPMP_LGA_CUSTOMERID', 'VIPMP_LGA_CUSTOMER_ID'],
    ['VIPMP_LGA_CUSTOMER', 'VIPMP_LGA_CUSTOMER_ID'],
    ['VIPMP_BASEURL', 'VIPMP_BASE_URL'],
    ['VIPMP_TOKEN', 'VIPMP_ACCESS_TOKEN'],
    ['VIPMP_SECRET', 'VIPMP_CLIENT_SECRET'],
    ['VIPMP_KEY', 'VIPMP_API_KEY'],
    ['VIPMP_TIMEOUT', 'VIPMP_TIMEOUT_MS'],
    ['VIPMP_', 'VIPMP_RATE'],
    ['vipmp_lga_customer_id', 'VIPMP_LGA_CUSTOMER_ID'],
    ['VIMP_LGA_CUSTOMER_ID', 'VIPMP_LGA_CUSTOMER_ID'],
    ['VIPMP-RATE', 'VIPMP_RATE'],
    ['VIPMP_RUN', 'VIPMP_RATE'],
  ])('%s is named, and %s as the nearest', (name, nearest) => {
    expect(unknownVariables(folder, 'sandbox', { [name]: '1' })).toEqual([
      `warning: ${name} is not a variable of this suite: did you mean ${nearest}?`,
    ]);
  });

  it('is named with its file, and once', () => {
    const other = mkdtempSync(join(tmpdir(), 'vipmp-'));
    writeFileSync(join(other, '.env.sandbox'), 'VIPMP_RATES=1\nVIPMP_RATE=1\n');
    writeFileSync(join(other, '.env'), 'VIPMP_RATES=1\n');
    expect(unknownVariables(other, 'sandbox', {})).toEqual([
      'warning: VIPMP_RATES (in .env.sandbox) is not a variable of this suite: did you mean VIPMP_RATE?',
    ]);
  });

  it('is not one that .env.example documents, that gate sets, or that is empty', () => {
    const names = readFileSync('.env.example', 'utf8').match(/\bVIPMP_[A-Z_]+/g) ?? [];
    expect(names.length).toBeGreaterThan(10);
    const env = Object.fromEntries([...names, 'VIPMP_CA_FILE', 'VIPMP_SCENARIO'].map((name) => [name, '1']));
    expect(unknownVariables(folder, 'sandbox', { ...env, VIPMP_EMPTY: '', OTHER: '1', VIP_API_KEY: '1' })).toEqual([]);
  });
});
