import { Conversation } from '../../src/gate/conversation.js';
import { gateResults } from '../../src/gate/results.js';
import { scenarios } from '../../src/gate/scenarios.js';
import { CREDENTIALS, requestsOf, type Step } from '../unit/gate/conversation.js';
import { expect, test } from './report-page.js';

const MANY = 20_000;

/** A client of very many requests, the last of which lacks a header. */
function resultsOfMany() {
  const steps: Step[] = Array.from({ length: MANY }, (_, index) =>
    index === MANY - 1 ? { headers: { accept: undefined } } : {},
  );
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error('there is no scenario');
  const run = {
    ...{ scenario, baseUrl: 'https://127.0.0.1:1', durationMs: 1, ids: {}, customerIds: ['1000000001'] },
    ending: { kind: 'exit', code: 0 } as const,
    lost: { refusedCertificate: 0, plainHttp: 0 },
    conversation: new Conversation(requestsOf(steps), CREDENTIALS),
  };
  return gateResults([run], new Date());
}

test('the report of 20,000 requests shows what failed, a sample of the others, and counts all', async ({ open }) => {
  const { page, complaints } = await open(resultsOfMany());
  await expect(page.getByText('All 20,000 requests were judged; the report shows 201 of them.')).toBeVisible();
  // What a browser has to lay out stays small, however many requests there were: bench/gate.ts takes the time.
  expect(await page.locator('*').count()).toBeLessThan(20_000);
  await expect(page.locator('.request')).toHaveCount(201);
  const violation = page.locator('[id="request.accept"]');
  await expect(violation.getByText(`call ${MANY} of ${MANY}`).first()).toBeAttached();
  expect(complaints).toEqual([]);
});
