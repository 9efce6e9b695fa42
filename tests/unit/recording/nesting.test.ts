import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../src/recording/input.js';
import { partsOf } from '../../../src/recording/parts.js';
import { RecordingJudge } from '../../../src/recording/recording-judge.js';
import { recordingResults } from '../../../src/recording/results.js';

async function verdictOf(text: string): Promise<string> {
  const judge = new RecordingJudge({ pseudonymKey: 'key' });
  const input = openInput('-', Readable.from([Buffer.from(text)]));
  for await (const part of partsOf(input)) judge.add(input, part);
  judge.endInput();
  const results = recordingResults(judge, new Date(0));
  return `${results.exitCode} ${results.requirements.flatMap(({ findings }) => findings)[0]?.message ?? ''}`;
}

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

describe('a saved body that is nested very deeply', () => {
  it.each([
    ['is not a customer', deep],
    ['is not a customer in an object', `{"customerId":${deep}}`],
    ['is not a customer among others', `[${deep},${deep}]`],
    ['is not a customer on a line of its own', `${deep}\n${deep}`],
  ])('%s', async (_what, text) => {
    expect(await verdictOf(text)).toBe('1 the body is nested too deeply to read');
  });

  it('is refused in one line if it is not JSON', async () => {
    await expect(verdictOf('['.repeat(200_000))).rejects.toThrow(/^standard input:1:1: .*nested too deeply/);
  });
});
