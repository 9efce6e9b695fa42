import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/gate/scenarios.js';
import { clientFile, expectPassed, isMissing, runGateOn, violated, type GateEnded } from './gate-run.js';

const python = (breakage: string, ...options: string[]): Promise<GateEnded> =>
  runGateOn(['python3', clientFile('conforming.py')], '--env', `BREAKAGE=${breakage}`, ...options);

describe('a conforming client passes', () => {
  it.skipIf(isMissing('curl'))('a script with curl (skipped if curl is absent)', async () => {
    expectPassed(await runGateOn(['sh', clientFile('conforming.sh')]));
  });

  it.skipIf(isMissing('python3'))('one in Python (skipped if python3 is absent)', async () => {
    expectPassed(await runGateOn(['python3', clientFile('conforming.py')]));
  });

  it("this package's own, under every scenario", async () => {
    expectPassed(await runGateOn([process.execPath, clientFile('own.js')], '--scenarios'), scenarios);
  });
});

describe.skipIf(isMissing('python3'))('a client is failed by the rule it breaks (skipped if python3 is absent)', () => {
  it.each([
    ['without X-Correlation-Id', 'ok', 'request.correlation-id'],
    ['without Accept', 'ok', 'request.accept'],
    ['without Content-Type', 'ok', 'request.content-type'],
    ['without Authorization', 'ok', 'request.authorization'],
    ['without X-Api-Key', 'ok', 'request.api-key'],
    ['same-request-id', 'ok', 'request.request-id-unique'],
    ['same-correlation-id', 'ok', 'request.correlation-id-fresh'],
    ['same-correlation-id', 'server-error', 'request.correlation-id-fresh'],
    ['v2', 'ok', 'request.known-operation'],
    ['needs-address', 'sparse', 'request.answers-handled'],
    ['needs-commitment-request', 'commitment-nulls', 'request.answers-handled'],
  ])('%s, under %s: %s', async (breakage, scenario, requirement) => {
    const ended = await python(breakage, '--scenario', scenario);
    expect({ code: ended.code, violated: violated(ended) }).toEqual({ code: 1, violated: [requirement] });
    expect(ended.stdout).toContain(requirement);
  });

  it.each([
    ['without X-Request-Id', ['ok'], 'request.request-id'],
    ['token-in-url', ['ok'], 'request.no-secret-in-url'],
    ['hammers', ['ok', 'throttled'], 'request.retry-after-kept'],
    ['no-backoff', ['ok', 'server-error'], 'request.backoff'],
    ['storm', ['ok', '404'], 'request.attempts-bounded'],
  ])('%s, in %j: a warning of %s', async (breakage, names, requirement) => {
    const { code, results } = await python(breakage, ...names.flatMap((name) => ['--scenario', name]));
    const warned = results?.requirements.filter(({ verdict }) => verdict === 'warn').map(({ id }) => id);
    expect({ code, warned }).toEqual({ code: 0, warned: [requirement] });
  });

  it('neither secrets nor personal data are written, and each request is a row of the report', async () => {
    const { out, results } = await python('token-in-url');
    const files = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
    for (const secret of ['sandbox-token-', 'sandbox-api-key', 'sandbox-client-secret', 'Fairmont', '9876543210']) {
      expect(files.filter((text) => text.includes(secret))).toEqual([]);
    }
    const page = readFileSync(join(out, 'index.html'), 'utf8');
    expect(page.match(/class="group request"/g)).toHaveLength(results?.exchanges.length ?? 0);
    expect(page).toContain('Tokens, keys and client secrets are sent in headers and bodies, never in a URL.');
  });
});
