import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../../src/exchange/json-difference.js';

describe('the first difference of two JSON values', () => {
  it.each<[unknown, unknown, ReturnType<typeof firstDifference>]>([
    [{ a: 1 }, { a: 2 }, { path: 'a', before: 1, after: 2 }],
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] }, { path: 'a[1].b', before: 2, after: 3 }],
    [{ a: [1] }, { a: [1, 2] }, { path: 'a[1]', before: undefined, after: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }, { path: 'b', before: 2, after: undefined }],
    [{ a: [] }, { a: {} }, { path: 'a', before: [], after: {} }],
    [{ a: null }, { a: {} }, { path: 'a', before: null, after: {} }],
    [1, 2, { path: '', before: 1, after: 2 }],
  ])('%j and %j', (one, other, wanted) => {
    expect(firstDifference(one, other)).toEqual(wanted);
  });

  it('is none if only the order of keys differs', () => {
    expect(firstDifference({ a: 1, b: { c: 1, d: 2 } }, { b: { d: 2, c: 1 }, a: 1 })).toBeUndefined();
  });
});
