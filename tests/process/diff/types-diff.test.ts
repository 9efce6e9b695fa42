// Not a unit test: these share the modules that a worker has loaded, and mocks of modules would stay or come too late.
import { structuredPatch } from 'diff';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contractTypes } from '../../../src/description/contract-types.js';
import { diffOfDocuments } from '../../../src/diff/difference.js';

// Whatever an earlier file has loaded in this worker is not mocked.
vi.hoisted(() => vi.resetModules());
vi.mock('../../../src/description/contract-types.js', { spy: true });
vi.mock('diff', { spy: true });

/** A description whose response has fields of a type. */
function description(type: string, fields = 300): Record<string, unknown> {
  const properties = Object.fromEntries(Array.from({ length: fields }, (_, index) => [`field${index}`, { type }]));
  const response = { description: 'ok', content: { 'application/json': { schema: { type: 'object', properties } } } };
  return { openapi: '3.1.0', info: {}, paths: { '/a': { get: { responses: { 200: response } } } } };
}

const between = (old: Record<string, unknown>, now: Record<string, unknown>) =>
  diffOfDocuments(old, now, { old: 'old.yaml', now: 'new.yaml' });

afterEach(() => {
  vi.restoreAllMocks();
  vi.clearAllMocks();
});

describe('the types of two descriptions', () => {
  it('are generated once for each and compared once, regardless of the number of changes', async () => {
    const { changes, types } = await between(description('string'), description('integer'));
    expect(changes).toHaveLength(300);
    expect(types).toMatch(/^- +field0\?: string;$/m);
    expect(contractTypes).toHaveBeenCalledTimes(2);
    expect(structuredPatch).toHaveBeenCalledTimes(1);
  });

  it('are not compared if they are the same', async () => {
    expect((await between(description('string'), description('string'))).types).toBe('');
    expect(structuredPatch).not.toHaveBeenCalled();
  });

  it('are abandoned after five seconds, without affecting the changes', async () => {
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 500));
    const { changes, types, typesUnavailable } = await between(description('string'), description('integer'));
    expect({ changes: changes.length, types, typesUnavailable }).toEqual({
      ...{ changes: 300, types: '' },
      typesUnavailable: 'they differ in too many places',
    });
    expect(now).toBeLessThan(10_000);
  });

  it('are not written for a description that would take minutes', async () => {
    const info = { 'x-values': Array.from({ length: 60_001 }, () => ({})) };
    const { typesUnavailable } = await between(description('string'), { ...description('string'), info });
    expect(typesUnavailable).toBe('a description of more than 60000 values is too large for that');
    expect(contractTypes).not.toHaveBeenCalled();
  });
});
