/**
 * The cost of judging in a sweep. The embedded sandbox runs in its own process with a population of mixed shapes; each
 * measurement is a separate process, and excludes its start-up.
 *
 *     npm run build && npx tsx bench/sweep.ts [rounds]
 *
 * - throughput: customers per second of a sweep, compared with the same HTTP client that reads each body but judges none
 * - scaling: CPU time per customer, for the last ten thousand of a sweep of 100,000 compared with the first
 * - memory: the peak of a sweep, above the client that judges nothing
 * - judging: customers per second on one core, from bytes to findings, compared with 50,000
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measured } from './sweep-process.js';

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
const SIZES = { small: 30_000, large: 100_000 } as const;

const sandbox = spawn(
  process.execPath,
  [
    join(root, 'bin/vipmp-conformance.js'),
    'sandbox',
    '--port',
    '0',
    '--population',
    String(SIZES.large),
    '--ids',
    join(folder, 'large'),
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const variables = await new Promise<Record<string, string>>((done) => {
  sandbox.stdout.once('data', (chunk: Buffer) => {
    done(
      Object.fromEntries(
        [...chunk.toString().matchAll(/^(VIPMP_\w+)=(.*)$/gm)].map(([, name, value]) => [name ?? '', value ?? '']),
      ),
    );
  });
});
const ids = readFileSync(join(folder, 'large'), 'utf8').split('\n');
writeFileSync(join(folder, 'small'), `${ids.slice(0, SIZES.small).join('\n')}\n`);

function measured(what: 'bare' | 'sweep' | 'judge', size: keyof typeof SIZES): Measured {
  const file = fileURLToPath(new URL('sweep-process.ts', import.meta.url));
  const args = ['--import', 'tsx', file, what, join(folder, size)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, ...variables },
  });
  if (status !== 0) throw new Error(`${what} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

try {
  const bare: Measured[] = [];
  const small: Measured[] = [];
  // In turn within each round, so that a slow minute of the machine affects both.
  for (let round = 0; round < rounds; round += 1) {
    bare.push(measured('bare', 'small'));
    small.push(measured('sweep', 'small'));
  }
  const shares = small.map(({ perSecond }, round) => perSecond / (bare[round]?.perSecond ?? NaN));
  const bareLarge = measured('bare', 'large');
  const large = measured('sweep', 'large');
  const judging = measured('judge', 'small');

  console.log(`machine: ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
  console.log(
    `client alone:    ${whole(median(bare.map(({ perSecond }) => perSecond)))} customers/s (median of ${rounds})`,
  );
  console.log(`sweep:           ${whole(median(small.map(({ perSecond }) => perSecond)))} customers/s`);
  console.log(`ratio:           ${median(shares).toFixed(2)} (at least 0.80)`);
  const { first, last } = large.microseconds;
  console.log(`first 10,000:    ${first.toFixed(0)} µs of CPU time per customer`);
  console.log(`last 10,000:     ${last.toFixed(0)} µs, of 100,000`);
  console.log(`ratio:           ${(last / first).toFixed(2)} (at most 1.10)`);
  const above = median(small.map(({ megabytes }, round) => megabytes - (bare[round]?.megabytes ?? NaN)));
  const aboveLarge = large.megabytes - bareLarge.megabytes;
  console.log(
    `memory:          ${whole(above)} MB above the client at ${whole(SIZES.small)}, ${whole(aboveLarge)} MB at ${whole(SIZES.large)} (at most 60)`,
  );
  console.log(`judging alone:   ${whole(judging.perSecond)} customers/s on one core`);
  console.log(`ratio:           ${(judging.perSecond / 50_000).toFixed(2)} to 50,000 (at least 1)`);
} finally {
  sandbox.kill();
  rmSync(folder, { recursive: true, force: true });
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}
