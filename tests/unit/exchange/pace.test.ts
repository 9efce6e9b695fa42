import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/exchange/pace.js';

async function turns(pace: Pace, count: number): Promise<number> {
  const start = performance.now();
  for (let turn = 0; turn < count; turn += 1) await pace.turn();
  return performance.now() - start;
}

describe('the pace', () => {
  it('keeps to a rate', async () => {
    expect(await turns(new Pace(100), 21)).toBeGreaterThanOrEqual(195);
  });

  it('keeps to a rate of more than a thousand a second, and reaches it', async () => {
    const took = await turns(new Pace(5000), 1001);
    expect(took).toBeGreaterThanOrEqual(195);
    expect(took).toBeLessThan(1000);
  });

  it('does not wait if there is no rate', async () => {
    expect(await turns(new Pace(), 1000)).toBeLessThan(200);
  });

  it('delays all requests', async () => {
    const pace = new Pace();
    pace.hold(80);
    expect(await turns(pace, 2)).toBeGreaterThanOrEqual(75);
  });

  it('halves the rate after a 429, once for everything sent before', () => {
    const pace = new Pace(100);
    const sentAt = performance.now();
    for (let count = 0; count < 100; count += 1) pace.served();
    pace.complained(sentAt);
    expect(pace.rate).toBe(50);
    pace.complained(sentAt);
    expect(pace.rate).toBe(50);
  });

  it('drops from no limit to half of what was served', () => {
    const pace = new Pace();
    for (let count = 0; count < 10; count += 1) pace.served();
    pace.complained(performance.now());
    expect(pace.rate).toBeLessThanOrEqual(100);
    expect(pace.rate).toBeGreaterThan(0);
  });

  it('recovers the rate, and never exceeds the configured one', async () => {
    const pace = new Pace(10);
    pace.complained(performance.now());
    const slow = pace.rate;
    await new Promise((done) => setTimeout(done, 1050));
    pace.served();
    expect(pace.rate).toBeGreaterThan(slow);
    expect(pace.rate).toBeLessThanOrEqual(10);
  });

  it('ends every wait when the signal aborts', async () => {
    const pace = new Pace(0.01);
    await pace.turn();
    const start = performance.now();
    await pace.turn(AbortSignal.timeout(50));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
