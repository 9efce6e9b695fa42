import { describe, expect, it } from 'vitest';
import { Conversation } from '../../../src/gate/conversation.js';
import type { Ending } from '../../../src/gate/ending.js';
import type { ScenarioRun } from '../../../src/gate/scenario-run.js';
import { gateResults } from '../../../src/gate/results.js';
import { rehearsal, scenarios } from '../../../src/gate/scenarios.js';
import { causesOf } from '../../../src/report/causes.js';
import type { Results } from '../../../src/report/results.js';
import { CREDENTIALS, requestsOf, type Step } from './conversation.js';

const TOKEN: Step = { method: 'POST', target: '/ims/token/v3' };
const WELL: Ending = { kind: 'exit', code: 0 };

function run(ending: Ending | undefined, steps: Step[], name = 'ok'): ScenarioRun {
  const scenario = scenarios.find((it) => it.name === name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  const conversation = new Conversation(requestsOf(steps), CREDENTIALS);
  const lost = { refusedCertificate: 0, plainHttp: 0 };
  const served = { baseUrl: 'http://127.0.0.1:1', durationMs: 1, ids: {}, customerIds: ['1000000001'] };
  return { scenario, ...served, conversation, lost, ...(ending === undefined ? {} : { ending }) };
}

function resultsOf(...runs: ScenarioRun[]): Results {
  // As the recorder does across the runs of one gate.
  runs.flatMap(({ conversation }) => conversation.requests).forEach((request, index) => (request.id = `x${index + 1}`));
  return gateResults(runs, new Date());
}

describe('the verdict of the gate', () => {
  it.each<[name: string, runs: ScenarioRun[], exitCode: number, summary: RegExp]>([
    [
      'passes a command that ends well and keeps to the rules',
      [run(WELL, [{}])],
      0,
      /passed \(exit 0\) in scenario ok/,
    ],
    ['fails a command that ends badly', [run({ kind: 'exit', code: 4 }, [{}])], 1, /failed \(exit 4\) in scenario ok/],
    [
      'cannot judge one that ends badly without a call',
      [run({ kind: 'exit', code: 4 }, [])],
      3,
      /sent no request: .*\(exit 4\)/,
    ],
    ['fails one that is ended by a signal', [run({ kind: 'signal', signal: 'SIGSEGV' }, [{}])], 1, /SIGSEGV/],
    ['cannot judge one that ends well without a call', [run(WELL, [])], 3, /sent no request/],
    [
      'cannot judge one that calls under some scenarios only',
      [run(WELL, [{}]), run(WELL, [], 'lga')],
      3,
      /Scenario lga/,
    ],
    [
      'cannot judge tests that fail after a request which the gate does not serve',
      [
        run({ kind: 'exit', code: 1 }, [{}, { method: 'POST', target: '/v3/orders', answer: 501 }]),
        run({ kind: 'exit', code: 1 }, [{}], 'lga'),
      ],
      3,
      /does not serve POST \/v3\/orders, which they need: run it with --also/,
    ],
    [
      'fails tests that fail in a scenario, although they pass with such a request in ok',
      [
        run(WELL, [{}, { method: 'POST', target: '/v3/orders', answer: 501 }]),
        run({ kind: 'exit', code: 1 }, [{}, { method: 'POST', target: '/v3/orders', answer: 501 }], 'lga'),
      ],
      1,
      /failed \(exit 1\) in scenario lga/,
    ],
    [
      'cannot judge tests that fail if the gate has none of their customers',
      [run({ kind: 'exit', code: 1 }, [{ target: '/v3/customers/1005998877', answer: 404 }])],
      3,
      /has none of the customers that they ask for.*use the id in VIPMP_CUSTOMER_ID/,
    ],
    [
      'fails tests that fail with a customer of the gate, whatever else they read',
      [run({ kind: 'exit', code: 1 }, [{ target: '/v3/customers/1005998877', answer: 404 }, {}])],
      1,
      /failed \(exit 1\) in scenario ok/,
    ],
    ['cannot judge an interrupted run', [run(undefined, [{}])], 3, /interrupted in scenario ok/],
    [
      'a violation stands although the run was interrupted',
      [run(undefined, [{ target: '/v2/customers/1' }])],
      1,
      /1 requirement/,
    ],
    ['a violation at a wrong path stands', [run(WELL, [{ target: '/v2/customers/1' }])], 1, /1 requirement/],
    [
      'tells how the command ended under each scenario',
      [run(WELL, [{}]), run({ kind: 'exit', code: 1 }, [{}], 'sparse'), run(WELL, [{}], 'lga')],
      1,
      /passed \(exit 0\) in scenarios ok, lga; they failed \(exit 1\) in scenario sparse/,
    ],
  ])('%s', (_name, runs, exitCode, summary) => {
    const results = resultsOf(...runs);
    expect(results.exitCode).toBe(exitCode);
    expect(results.summary).toMatch(summary);
  });

  it('judges each scenario independently', () => {
    expect(resultsOf(run(WELL, [{}]), run(WELL, [{}], 'lga')).exitCode).toBe(0);
  });
});

describe('the results of the gate', () => {
  it('say how the command ended in each scenario', () => {
    const runs = [run(WELL, [{}]), run({ kind: 'signal', signal: 'SIGSEGV' }, [], 'lga'), run(undefined, [], 'slow')];
    expect(resultsOf(...runs).scenarios).toEqual([
      { name: 'ok', exitCode: 0, requests: 1 },
      { name: 'lga', signal: 'SIGSEGV', requests: 0 },
      { name: 'slow', requests: 0 },
    ]);
  });

  it('name the requests in order, the scenario of each, and the request of each finding', () => {
    const { exchanges, requirements } = resultsOf(
      run(WELL, [{}]),
      run(WELL, [{}, { headers: { accept: undefined } }], 'lga'),
    );
    expect(exchanges.map(({ id, purpose }) => `${id} ${purpose}`)).toEqual([
      'x1 scenario ok',
      'x2 scenario lga',
      'x3 scenario lga',
    ]);
    const accept = requirements.find(({ id }) => id === 'request.accept');
    expect(accept).toMatchObject({ verdict: 'fail', exchanges: ['x3', 'x1', 'x2'], findings: [{ exchange: 'x3' }] });
  });

  it('hold neither secrets of the run nor those that a client brought along, nor customer ids', () => {
    const text = JSON.stringify(
      resultsOf(
        run(WELL, [
          { headers: { authorization: 'Bearer token-of-production', 'x-api-key': 'key-of-production' } },
          { target: '/v3/customers/1000000001?token=token-of-production&key=key-of-production' },
          { target: `/v1/health?api_key=${CREDENTIALS.apiKey}` },
          { headers: { 'x-note': Buffer.from(CREDENTIALS.clientSecret).toString('base64') } },
        ]),
      ),
    );
    const secrets = ['token-of-production', 'key-of-production', CREDENTIALS.apiKey, CREDENTIALS.accessToken];
    const encoded = Buffer.from(CREDENTIALS.clientSecret).toString('base64');
    for (const secret of [...secrets, encoded, '1000000001']) expect(text).not.toContain(secret);
  });

  it('keep the words that a client sends if it has no value', () => {
    const results = resultsOf(
      run(WELL, [{ target: '/v3/customers/undefined', headers: { authorization: 'Bearer undefined' }, answer: 404 }]),
    );
    const text = JSON.stringify(results);
    expect(text).toContain('/v3/customers/undefined');
    expect(text).toContain('a placeholder such as `undefined`');
    expect(results.summary).toMatch(/No customer was read/);
  });

  it('name what the second run has shown, and what it has not', () => {
    const summary = (...steps: Step[]): string | undefined =>
      resultsOf(run(WELL, [{}]), { ...run(WELL, steps), rehearsal: true, scenario: rehearsal }).summary;
    expect(summary({ answer: 500 }, { answer: 401 }, { answer: 429 })).toMatch(
      /sends after 500, 401 and 429; .*count\.$/,
    );
    expect(summary({ answer: 500 })).toMatch(
      /sends after 500; how it ended does not count\. It met no 401 and no 429: /,
    );
    expect(summary({ answer: 404 })).toMatch(/scenario failures showed nothing, because it read no customer: /);
  });

  it('say that the second run was ended, and that how it ended does not count', () => {
    const ending: Ending = { kind: 'stopped', still: 'running after 60.0 s' };
    const second = { ...run(ending, [{ answer: 500 }]), rehearsal: true, scenario: rehearsal };
    const { summary, exitCode } = resultsOf(run(WELL, [{}]), second);
    expect({ summary, exitCode }).toEqual({
      summary: expect.stringContaining(
        'does not count. It was stopped because it was still running after 60.0 s.',
      ) as string,
      exitCode: 0,
    });
  });

  it('keep the scheme of a client that sends no token with it', () => {
    const refused = { ...TOKEN, answer: 400 };
    const text = JSON.stringify(resultsOf(run(WELL, [refused, { headers: { authorization: 'Bearer' }, answer: 401 }])));
    expect(text).toContain('Bearer, a space, and a token that was issued');
    expect(text).toContain('Bearer alone; POST /ims/token/v3 (x1) was answered 400');
  });

  it('count violations of different requests apart, although both name the customer', () => {
    const results = resultsOf(run(WELL, [{ headers: { accept: undefined } }, { headers: { 'x-api-key': 'other' } }]));
    expect(causesOf(results)).toHaveLength(2);
  });

  it.each<[name: string, steps: Step[], reason: RegExp]>([
    ['no token came', [{ ...TOKEN, answer: 400 }], /got no token: POST \/ims\/token\/v3 \(x1\) was answered 400\./],
    ['only a token was fetched', [{ ...TOKEN, token: 'a' }], /fetched a token, but never called .* VIPMP_BASE_URL/],
    [
      'something else was called',
      [{ ...TOKEN, token: 'a' }, { method: 'POST' }],
      /never called .*: see that its method and path are right; POST \/v3\/customers\/\{…\} is another endpoint/,
    ],
  ])('say why nothing was judged if %s', (_name, steps, reason) => {
    expect(resultsOf(run(WELL, steps)).summary).toMatch(reason);
  });

  it('say of an unanswered request that there was no response', () => {
    const [exchange] = resultsOf(run(WELL, [{ answer: 'none' }])).exchanges;
    expect(exchange).toMatchObject({ error: expect.stringMatching(/before a complete response/) as string });
    expect(exchange).not.toHaveProperty('response');
  });
});
