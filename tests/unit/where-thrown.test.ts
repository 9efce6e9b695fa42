import { describe, expect, it } from 'vitest';
import { whereThrown } from '../../src/where-thrown.js';

const SENT = 'Jane Doe\n    at 12 Elm Street (customer.json:1:1)';

describe('where an error was thrown', () => {
  it('is its name and stack, without its message', () => {
    const where = whereThrown(new TypeError(SENT));
    expect(where).toMatch(/^TypeError\n {4}at .*where-thrown\.test\.ts:\d+:\d+/);
    expect(where).not.toMatch(/Jane|Elm/);
  });

  it("is shown for Playwright's errors too, whose messages begin with the name", () => {
    const message = `RangeError: ${SENT}`;
    const where = whereThrown({ message, stack: `${message}\n    at judge (/suite/spec.js:1:2)` });
    expect(where).toBe('RangeError\n    at judge (/suite/spec.js:1:2)');
  });

  it.each([['text'], [undefined], [null]])('is unknown of what is no error: %s', (thrown) => {
    expect(whereThrown(thrown)).toBe(typeof thrown);
  });
});
