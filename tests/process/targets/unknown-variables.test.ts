import { describe, expect, it } from 'vitest';
import { callCommand } from '../../support/in-process.js';

describe('an unknown variable', () => {
  it('is a warning on standard error, except with a wrong call', async () => {
    const env = { VIPMP_LGA_CUSTOMERID: '1' };
    const { code, stderr } = await callCommand(['sweep'], env);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^vipmp-conformance: warning: VIPMP_LGA_CUSTOMERID .* VIPMP_LGA_CUSTOMER_ID\?\n$/);
    const wrong = await callCommand(['sweep'], { ...env, VIPMP_RATE: '0' });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^vipmp-conformance: VIPMP_RATE is [^\n]*\n$/);
  });
});
