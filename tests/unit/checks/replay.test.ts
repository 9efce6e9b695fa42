import { expect, it } from 'vitest';
import type { Answered } from '../../../src/checks/answer.js';
import { replayDifference } from '../../../src/checks/replay.js';

const BODY = '{"status":"1000","tags":[],"companyProfile":{"companyName":"Harbour"}}';

function answered(id: string, body: string, status = 200): Answered {
  const request = { method: 'GET', url: 'https://example.org/v3/customers/1', headers: {} };
  const response = { status, headers: {}, bytes: Buffer.from(body) };
  return { id, purpose: 'replay', request, response, startedAt: 0, durationMs: 1 };
}

const first = answered('x1', BODY);
const seen = (body: string, status?: number) => replayDifference(answered('x2', body, status), first);

it('finds no difference between two responses that are equal byte for byte', () => {
  expect(seen(BODY)).toEqual([]);
});

it.each([
  ['{"tags":[],"status":"1000","companyProfile":{"companyName":"Harbour"}}', 'key order'],
  [BODY.replace(':', ': '), 'white space or escapes'],
  [BODY.replace('H', '\\u0048'), 'white space or escapes'],
  [`\ufeff${BODY}`, 'a byte order mark'],
])('reports the same content in different bytes: %s', (body, what) => {
  expect(seen(body)).toEqual([
    {
      message: `replay: the same content in different bytes: ${what}`,
      expected: 'the same bytes as in x1',
      actual: what,
    },
  ]);
});

it('names the first path that differs, and its two values', () => {
  const [observation] = seen(BODY.replace('Harbour', 'Hafen'));
  expect(observation).toEqual({
    message: 'replay: companyProfile.companyName differs from the first response',
    path: 'companyProfile.companyName',
    expected: 'as in x1',
    expectedValue: 'Harbour',
    value: 'Hafen',
  });
  expect(seen(BODY.replace('"tags":[],', ''))).toMatchObject([{ path: 'tags', actual: 'absent' }]);
});

it('names another status, and a body that is no longer JSON', () => {
  expect(seen(BODY, 404)).toMatchObject([{ expected: '200, as in x1', actual: '404' }]);
  expect(seen('<html>')).toMatchObject([{ actual: '6 other bytes, not json' }]);
});
