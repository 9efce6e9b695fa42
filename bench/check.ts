/**
 * The wall time of a whole `check` on the embedded target, against that of a one-test Playwright run with
 * the same reporters. Both are started as `node <file>`; the ratio is of the medians.
 *
 *     npm run build && npx tsx bench/check.ts [rounds]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const rounds = Number(process.argv[2] ?? 5);
const root = join(import.meta.dirname, '..');
const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const out = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
// Playwright must find its package from the test, so the test lies inside of this one.
const oneTest = join(root, 'reports', `.bench-${process.pid}`);

mkdirSync(oneTest, { recursive: true });
writeFileSync(
  join(oneTest, 'one.spec.js'),
  `import { expect, test } from '@playwright/test';\ntest('one', () => expect(1).toBe(1));\n`,
);
writeFileSync(
  join(oneTest, 'playwright.config.js'),
  `export default {
  testDir: '.', workers: 1, outputDir: ${JSON.stringify(join(out, 'one-results'))},
  build: { external: ['**/reports/**', '**/dist/**'] },
  reporter: [[${JSON.stringify(join(root, 'dist/src/report/playwright-reporter.js'))}],
    ['html', { open: 'never', outputFolder: ${JSON.stringify(join(out, 'one-html'))} }]],
};\n`,
);

function seconds(...args: string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const check: number[] = [];
const one: number[] = [];
try {
  // The first round of each fills caches and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const checked = seconds(join(root, 'bin/vipmp-conformance.js'), 'check', '--out', join(out, 'check'));
    const single = seconds(playwright, 'test', '--config', join(oneTest, 'playwright.config.js'));
    if (round === 0) continue;
    check.push(checked);
    one.push(single);
  }
} finally {
  rmSync(oneTest, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
}

console.log(`machine: ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
console.log(`check, embedded target:      ${median(check).toFixed(2)} s (median of ${rounds})`);
console.log(`one-test Playwright run:     ${median(one).toFixed(2)} s (median of ${rounds})`);
console.log(`ratio:                       ${(median(check) / median(one)).toFixed(2)} (at most 1.5)`);
