import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { plainEnvironment } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function run(...args: string[]): Results & { status: number | null } {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'test', ...args], { cwd: root, env: plainEnvironment() });
  const text = readFileSync(join(root, 'reports/embedded/results.json'), 'utf8');
  return { ...(JSON.parse(text) as Results), status };
}

describe('plain playwright test', () => {
  it('judges the embedded sandbox anew each time', () => {
    const [first, second] = [run(), run()];
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(second.run).not.toBe(first.run);
    expect(second.target.baseUrl).not.toBe(first.target.baseUrl);
  });

  it('reports only the chapters that were selected', () => {
    const { requirements, status } = run('-g', 'Links');
    expect(status).toBe(0);
    const judged = requirements.filter(({ verdict }) => verdict !== 'excluded');
    expect(judged.map(({ theme }) => theme)).toEqual(Array(4).fill('links'));
  });
});
