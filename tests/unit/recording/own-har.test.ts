import { describe, expect, it } from 'vitest';
import { harOf } from '../../../src/report/har.js';
import { body, failedIn, har, judged, textOf, verdictOf, withoutHeader, type Entry } from '../../support/recordings.js';

describe('the HAR that a run leaves', () => {
  it.each<[string, string[], (entry: Entry) => unknown]>([
    ['conforms', [], () => undefined],
    ['has another media type', ['media-type.200'], ({ response }) => (response.headers = [{ name: 'A', value: 'b' }])],
    ['has a wrong status', ['customer.status'], (entry) => body(textOf(entry).replace('"1000"', '7'))(entry)],
    ['has no JSON', ['customer.object'], body('<html>')],
    [
      'has an empty body',
      ['customer.object'],
      ({ response }) => Object.assign(response, { bodySize: 0, content: { size: 0, text: '' } }),
    ],
    ['names another customer', ['customer.names-customer', 'links.self-uri'], ({ request }) => (request.url += '1')],
    ['comes from a client', ['request.accept'], withoutHeader('accept')],
  ])('gives the verdicts of the run if it %s', async (_what, failed, change) => {
    const run = await judged('-', har(change));
    expect(failedIn(run)).toEqual(failed);
    const ofClient = { ...run, scenarios: [{ name: 'ok', requests: 1 }] };
    const again = await judged('-', harOf(ofClient));
    expect(failedIn(again)).toEqual(failed);
    expect(again.exitCode).toBe(run.exitCode);
    // What the suite sends itself is wrong on purpose.
    expect(failedIn(await judged('-', harOf(run)))).toEqual(failed.filter((id) => !id.startsWith('request.')));
  });

  it('does not prove what it was rewritten in, or had taken out', async () => {
    const again = await judged('-', harOf(await judged('-', har())));
    for (const id of ['json.keys-once', 'json.no-byte-order-mark', 'customer.customer-id', 'profile.company-name']) {
      expect([id, verdictOf(again, id)]).toEqual([id, 'not-applicable']);
    }
  });

  it('shows no secret and nothing personal, and what was taken out is not judged', async () => {
    const run = await judged('-', har());
    const text = harOf(run);
    expect(text).not.toMatch(/sandbox-access-token|mickey|Fairmont|9876543210/i);
    const again = await judged('-', text);
    expect(verdictOf(again, 'contact.email')).toBe('not-applicable');
    expect(verdictOf(again, 'customer.status')).toBe('pass');
  });
});
