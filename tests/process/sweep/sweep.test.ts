import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/requirements/catalogue.js';
import { seededCustomers } from '../../../src/sandbox/customers.js';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { Journal } from '../../../src/sweep/journal.js';
import { STATE_FILE } from '../../../src/sweep/state.js';
import { SEEDED_IDS, swept } from '../../support/sweeping.js';

const [first = '', second = '', third = ''] = SEEDED_IDS;

describe('a sweep of a conforming provider', () => {
  it('requests each customer once, judges it and passes', async () => {
    const { results, asked, findings } = await swept();
    expect(asked.toSorted()).toEqual(SEEDED_IDS.toSorted());
    expect(results.exitCode).toBe(0);
    expect(results.sweep).toMatchObject({
      listed: SEEDED_IDS.length,
      judged: SEEDED_IDS.length,
      unknown: 0,
      repeated: 0,
    });
    expect(findings.every(({ verdict }) => verdict === 'warn')).toBe(true);
    expect(results.sweep?.findings).toBe(findings.length);
  });

  it('has a result for every requirement of the catalogue', async () => {
    const { results } = await swept();
    expect(results.requirements.map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
    const verdictOf = (id: string) => results.requirements.find((requirement) => requirement.id === id)?.verdict;
    expect(verdictOf('status.ok')).toBe('pass');
    expect(verdictOf('lga.group-country')).toBe('pass');
    expect(verdictOf('status.invalid-token')).toBe('not-applicable');
    expect(verdictOf('customer.discounts-present')).toBe('warn');
  });

  it('does not pass a requirement that no customer has data for', async () => {
    const { results } = await swept({ ids: [first] });
    const verdictOf = (id: string) => results.requirements.find((requirement) => requirement.id === id)?.verdict;
    expect(verdictOf('customer.tags')).toBe('not-applicable');
    expect(verdictOf('lga.group-country')).toBe('not-applicable');
    expect(verdictOf('customer.status')).toBe('pass');
  });

  it('requests a repeated id only once', async () => {
    const { results, asked } = await swept({ ids: [first, second, first, first] });
    expect(asked.toSorted()).toEqual([first, second].toSorted());
    expect(results.sweep).toMatchObject({ listed: 4, judged: 2, repeated: 2 });
  });
});

describe('findings of a sweep', () => {
  it('name requirement, level, customer and place, and no id, name or address', async () => {
    const { findings, folder, results } = await swept({
      faults: [faultNamed('reseller-id-long'), faultNamed('email-malformed')],
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        requirement: 'customer.reseller-id',
        level: 'MUST',
        verdict: 'fail',
        path: 'resellerId',
        customer: expect.stringMatching(/^customer-[0-9a-f]{12}$/) as string,
      }),
    );
    expect(results.exitCode).toBe(1);
    const written =
      readFileSync(join(folder, 'findings.ndjson'), 'utf8') + readFileSync(join(folder, STATE_FILE), 'utf8');
    for (const { customer } of seededCustomers) {
      const { companyName, contacts, address } = customer.companyProfile;
      const texts = [
        customer.customerId,
        companyName,
        contacts[0]?.email,
        contacts[0]?.lastName,
        address?.addressLine1,
      ];
      for (const text of texts) if (text !== undefined && text.length > 3) expect(written).not.toContain(text);
    }
  });

  it('are the same as those of a check for the same customer', async () => {
    const { findings } = await swept({ ids: [first], faults: [faultNamed('discounts-double')] });
    expect(findings.map(({ requirement }) => requirement)).toEqual(['discount.one-per-offer-type']);
  });
});

describe('shards', () => {
  it('split the customers, each into one shard', async () => {
    const shards = await Promise.all([1, 2, 3].map((index) => swept({ shard: { index, count: 3 } })));
    expect(shards.flatMap(({ asked }) => asked).toSorted()).toEqual(SEEDED_IDS.toSorted());
  });
});

describe('resuming', () => {
  it('is refused with another list, naming --resume', async () => {
    const { folder } = await swept({ concurrency: 1, onRequest: (id, end) => id === third && end() });
    await expect(swept({ folder, resume: true, ids: [second, first, third] })).rejects.toThrow(/^--resume: the ids/);
  });

  it('is refused with another shard', async () => {
    const { folder } = await swept();
    await expect(swept({ folder, resume: true, shard: { index: 1, count: 2 } })).rejects.toThrow(/--shard/);
  });

  it('starts over if a later sweep in the folder was killed before its first answer', async () => {
    const { folder } = await swept();
    new Journal(folder, 0).close();
    const again = await swept({ folder, resume: true });
    expect(again.asked).toHaveLength(SEEDED_IDS.length);
    expect(again.findings.length).toBeGreaterThan(0);
  });

  it('is refused if findings are missing', async () => {
    const { folder } = await swept();
    truncateSync(join(folder, 'findings.ndjson'), 10);
    await expect(swept({ folder, resume: true })).rejects.toThrow(/findings.ndjson is shorter/);
  });

  it('sends nothing if all is done', async () => {
    const { folder } = await swept();
    const again = await swept({ folder, resume: true });
    expect(again.asked).toEqual([]);
    expect(again.results.exitCode).toBe(0);
  });

  it('requests the ids that were appended to the list', async () => {
    const { folder } = await swept({ ids: [first, second] });
    const again = await swept({ folder, resume: true, ids: [first, second, third] });
    expect(again.asked).toEqual([third]);
    expect(again.results.sweep?.judged).toBe(3);
  });
});
