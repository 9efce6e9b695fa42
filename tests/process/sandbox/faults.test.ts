import { describe, expect, it } from 'vitest';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { startSandbox } from '../../../src/sandbox/sandbox.js';
import { read } from './asking.js';

describe('a fault that comes with others', () => {
  it('works with them: each changes the result of the previous ones', async () => {
    const sandbox = await startSandbox({
      faults: ['status-number', 'links-missing', 'key-unchecked', 'type-of-200', 'charset'].map((name) =>
        faultNamed(name),
      ),
    });
    const answer = await read(sandbox, undefined, { 'x-api-key': 'wrong' });
    expect(answer.json).toMatchObject({ status: 1000 });
    expect(answer.json).not.toHaveProperty('links');
    expect(answer.headers.get('content-type')).toBe('Application/JSON; charset=utf-8');
    await sandbox.close();
  });
});
