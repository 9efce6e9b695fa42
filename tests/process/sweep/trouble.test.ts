import { describe, expect, it } from 'vitest';
import { populationOf } from '../../../src/sandbox/population.js';
import type { Answer, SandboxRequest } from '../../../src/sandbox/provider.js';
import { SEEDED_IDS, swept, type SweepSetup } from '../../support/sweeping.js';

const [first = '', second = '', third = ''] = SEEDED_IDS;

/** Changes the answers for some customers. */
function answering(
  ids: readonly string[],
  status: number,
  body: unknown,
  headers = {},
): NonNullable<SweepSetup['faults']>[number] {
  return {
    answer: (answer: Answer, request: SandboxRequest) =>
      ids.includes(request.id) ? { status, headers, body } : answer,
  };
}

const ERROR = { code: '1124', message: 'x' };

describe.concurrent('a sweep of a provider with trouble', () => {
  const rows: [name: string, setup: SweepSetup, exitCode: number, summary: RegExp][] = [
    ['answers 500 for everybody', { faults: [answering(SEEDED_IDS, 500, ERROR)] }, 3, /answered 500.*VIPMP_BASE_URL/],
    [
      'answers 401 for everybody',
      { faults: [answering(SEEDED_IDS, 401, { code: '4116', message: 'x' })] },
      3,
      /VIPMP_ACCESS_TOKEN/,
    ],
    [
      'answers 403 for everybody',
      { faults: [answering(SEEDED_IDS, 403, { code: '4115', message: 'x' })] },
      3,
      /VIPMP_API_KEY/,
    ],
    ['knows no customer', { ids: ['1', '2', '3'] }, 3, /3 customers answered 404: check --ids/],
    [
      'redirects everybody to a login page',
      { faults: [answering(SEEDED_IDS, 302, '', { location: 'https://login.example.com/' })] },
      3,
      /redirected \(302\) to another host, https:\/\/login\.example\.com\//,
    ],
    [
      'redirects one customer to another host',
      { faults: [answering([third], 302, '', { location: 'https://login.example.com/' })] },
      1,
      /violated/,
    ],
    [
      'answers one customer in a coding that nobody knows',
      { faults: [answering([third], 200, '{}', { 'content-encoding': 'x-new' })] },
      3,
      /1 customer answered beyond what this suite can read/,
    ],
    [
      'answers one customer with headers of 70 kB',
      { faults: [answering([third], 200, '{}', { 'x-long': 'a'.repeat(70_000) })] },
      3,
      /1 customer answered beyond what this suite can read/,
    ],
    [
      'answers everybody with headers of 70 kB',
      { faults: [answering(SEEDED_IDS, 200, '{}', { 'x-long': 'a'.repeat(70_000) })] },
      3,
      /64 KiB, the most that this suite reads/,
    ],
    [
      'answers one customer with plain text that is announced as gzip',
      { faults: [answering([third], 200, '{}', { 'content-encoding': 'gzip' })] },
      1,
      /violated/,
    ],
    ['does not know one customer', { ids: [first, 'nobody'] }, 3, /1 customer answered 404/],
    [
      'refuses one customer',
      { faults: [answering([third], 403, { code: '4121', message: 'x' })] },
      3,
      /1 customer refused to these credentials/,
    ],
    ['answers 500 for one customer', { faults: [answering([third], 500, ERROR)] }, 1, /1 requirement is violated/],
    [
      'answers 500 for the first customer',
      { concurrency: 1, faults: [answering([first], 500, ERROR)] },
      1,
      /1 requirement/,
    ],
    [
      'resets for one customer',
      { faults: [{ wire: ({ id }) => (id === third ? { kind: 'reset' } : undefined) }] },
      1,
      /violated/,
    ],
    ['answers 201', { faults: [answering([third], 201, {})] }, 1, /violated/],
    [
      'answers with a page',
      { faults: [answering([third], 200, '<p>', { 'content-type': 'text/html' })] },
      1,
      /violated/,
    ],
    [
      'answers 404 with a wrong code',
      { ids: [first, 'nobody'], faults: [answering(['nobody'], 404, { code: '1', message: 'x' })] },
      1,
      /violated/,
    ],
  ];

  it.for(rows)('that %s', async ([, setup, exitCode, summary]) => {
    const { results } = await swept(setup);
    expect(results.summary).toMatch(summary);
    expect(results.exitCode).toBe(exitCode);
  });

  it('lists customers that could not be judged, with their lines and pseudonyms', async () => {
    const { unjudged, results } = await swept({
      ids: [first, 'gone', second, third],
      faults: [answering([third], 403, ERROR)],
    });
    expect(unjudged).toEqual([
      expect.stringMatching(/^,customer-[0-9a-f]{12},answered 404$/) as string,
      expect.stringMatching(/^,customer-[0-9a-f]{12},refused to these credentials$/) as string,
    ]);
    expect(results.summary).toContain('unjudged.csv');
    expect((await swept()).unjudged).toEqual([]);
  });

  it('lists a missing customer whose 404 is malformed, too', async () => {
    const wrong = { faults: [answering(['gone'], 404, { code: '1', message: 'x' })] };
    const { unjudged, folder } = await swept({ ids: [first, 'gone'], ...wrong });
    expect(unjudged).toHaveLength(1);
    expect((await swept({ ids: [first, 'gone'], ...wrong, folder, resume: true })).unjudged).toEqual(unjudged);
  });

  it('tolerates the allowed number of missing customers', async () => {
    const ids = [first, 'gone', 'lost'];
    const tolerant = await swept({ ids, allowMissing: 2 });
    expect(tolerant.results.exitCode).toBe(0);
    expect(tolerant.results.summary).toMatch(
      /2 customers of the list answered 404 \(--allow-missing 2; see unjudged\.csv\)/,
    );
    expect(tolerant.unjudged).toHaveLength(2);
    expect((await swept({ ids, allowMissing: 1 })).results.exitCode).toBe(3);
    expect((await swept({ ids: ['gone'], allowMissing: 1 })).results.exitCode).toBe(3);
  });

  it('ignores a transient failure', async () => {
    const failed = new Set<string>();
    const once = (answer: Answer, { id }: SandboxRequest): Answer => {
      if (failed.has(id)) return answer;
      failed.add(id);
      return { status: 503, headers: {}, body: ERROR };
    };
    const { results, asked } = await swept({ faults: [{ answer: once }] });
    expect(results.exitCode).toBe(0);
    expect(asked).toHaveLength(SEEDED_IDS.length * 2);
  });

  it('slows down if the provider answers 429, and judges all customers', async () => {
    const times: number[] = [];
    const limited = (answer: Answer): Answer => {
      const now = performance.now();
      const recent = times.filter((time) => now - time < 200).length;
      if (recent >= 5) return { status: 429, headers: {}, body: { code: '4118', message: 'x' } };
      times.push(now);
      return answer;
    };
    const { results } = await swept({ concurrency: 8, faults: [{ answer: limited }] });
    expect(results.sweep).toMatchObject({ judged: SEEDED_IDS.length, limited: 0 });
    expect(results.exitCode).toBe(0);
  });

  it('stops if the provider dies midway, and continues from there with --resume', async () => {
    const dying = {
      wire: (_request: SandboxRequest, count: number) => (count > 5 ? ({ kind: 'reset' } as const) : undefined),
    };
    const before = await swept({ concurrency: 1, faults: [dying], configuration: { name: 'embedded' } });
    expect(before.results.exitCode).toBe(3);
    expect(before.results.summary).toMatch(/^5 customers checked\. Ended after 5 of 13\. .*closed/);

    const after = await swept({ folder: before.folder, resume: true });
    expect(after.results.exitCode).toBe(0);
    expect(after.asked.toSorted()).toEqual(SEEDED_IDS.slice(5).toSorted());
    const whole = await swept();
    expect(after.state.sums.portfolio).toEqual(whole.state.sums.portfolio);
    expect(after.findings.map((finding) => JSON.stringify(finding)).toSorted()).toEqual(
      whole.findings.map((finding) => JSON.stringify(finding)).toSorted(),
    );
  });

  it('blames no customer for an outage that ends after a while', async () => {
    let end = Infinity;
    const briefly = {
      wire: (_request: SandboxRequest, count: number) => {
        if (count === 5) end = performance.now() + 2500;
        return count >= 5 && performance.now() < end ? ({ kind: 'reset' } as const) : undefined;
      },
    };
    const { results } = await swept({ faults: [briefly], pausesMs: [0, 1000, 2000, 2000] });
    expect(results.summary).toMatch(/Every requirement that could be judged is met/);
    expect(results.sweep?.judged).toBe(SEEDED_IDS.length);
  });

  it('finds the good customers after a series of bad ones', async () => {
    const population = populationOf(80);
    const ids = [...population.ids()];
    const { results, findings } = await swept({
      ids,
      concurrency: 8,
      sandbox: { population },
      faults: [answering(ids.slice(0, 30), 500, ERROR)],
    });
    expect(results.exitCode).toBe(1);
    expect(results.sweep?.judged).toBe(80);
    expect(findings.filter(({ requirement }) => requirement === 'status.ok')).toHaveLength(30);
  });

  it('requests those it could not judge again with --resume', async () => {
    const unjudged = [
      answering([first], 404, { code: '1116', message: 'x' }),
      answering([second], 403, { code: '4121', message: 'x' }),
      answering([third], 429, { code: '4118', message: 'x' }, { 'retry-after': '60' }),
    ];
    const before = await swept({ faults: unjudged, pausesMs: [0] });
    expect(before.results.sweep).toMatchObject({ unknown: 1, refused: 1, limited: 1 });
    expect(before.results.exitCode).toBe(3);
    const after = await swept({ folder: before.folder, resume: true });
    expect(after.asked.toSorted()).toEqual([first, second, third].toSorted());
    expect(after.results.sweep).toMatchObject({ judged: SEEDED_IDS.length, unknown: 0, refused: 0, limited: 0 });
    expect(after.results.exitCode).toBe(0);
  });

  it('stops if the provider forgets all customers midway, and loses none of them', async () => {
    const population = populationOf(400);
    const ids = [...population.ids()];
    const forgets = {
      answer: (answer: Answer, _request: SandboxRequest, count: number): Answer =>
        count > 50 ? { status: 404, headers: {}, body: { code: '1116', message: 'x' } } : answer,
    };
    const before = await swept({ ids, sandbox: { population }, faults: [forgets] });
    expect(before.results.exitCode).toBe(3);
    expect(before.results.summary).toMatch(/served before is now answered 404/);
    expect(before.asked.length).toBeLessThan(200);
    const after = await swept({ ids, sandbox: { population }, folder: before.folder, resume: true });
    expect(after.results.sweep).toMatchObject({ judged: 400, unknown: 0 });
  });

  it('uses a token that is valid when the request is sent, however long it waited', async () => {
    const { results } = await swept({
      concurrency: 13,
      sandbox: { tokenLifetimeSeconds: 1 },
      configuration: { rate: 5 },
      fetchesToken: true,
    });
    expect(results.exitCode).toBe(0);
    expect(results.sweep?.refused).toBe(0);
  });

  it('keeps what was done if it is interrupted', async () => {
    const { results, folder } = await swept({ concurrency: 1, onRequest: (id, end) => id === third && end() });
    expect(results.exitCode).toBe(3);
    expect(results.sweep?.judged).toBe(2);
    const after = await swept({ folder, resume: true });
    expect(after.results.sweep?.judged).toBe(SEEDED_IDS.length);
    expect(after.asked).not.toContain(first);
  });
});
