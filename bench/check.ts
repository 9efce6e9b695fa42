/**
 * The cost of `check` on the embedded target, compared with Playwright alone: a run of one test, of as many empty tests
 * with five steps and a small attachment each, and of empty tests with exactly the suite's steps and attachments. Those
 * three write Playwright's html and json reports, and load none of our code. All run in turn, after a warm-up round.
 * CPU is user and system time of all processes. Finally, how long a check takes to end after a signal.
 *
 *     npm run build && npx tsx bench/check.ts [rounds]
 */
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const rounds = Number(process.argv[2] ?? 7);
const root = join(import.meta.dirname, '..');
const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
const command = join(root, 'bin/vipmp-conformance.js');
const out = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
// Playwright must find its package from the tests, so they are inside this project.
const inside = join(root, 'reports', `.bench-${process.pid}`);

interface Cost {
  wall: number;
  cpu: number;
}

/** An empty test: the names of its steps, and its attachments. */
interface EmptyTest {
  steps: string[];
  attachments: { name: string; body: string }[];
}

/** The steps and attachments of the suite, from Playwright's json reporter. */
function testsOfTheSuite(): EmptyTest[] {
  const args = [playwright, 'test', '--reporter=json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const start = stdout.indexOf('{\n');
  if (start < 0) throw new Error(`no json report: ${stderr}`);
  const inSuite = ({ specs, suites = [] }: JSONReportSuite): EmptyTest[] => [
    ...specs.flatMap(({ tests }) =>
      tests.flatMap(({ results }) =>
        results.map(({ steps = [], attachments }) => ({
          steps: steps.map(({ title }) => title),
          attachments: attachments.map(({ name, body = '' }) => ({ name, body })),
        })),
      ),
    ),
    ...suites.flatMap(inSuite),
  ];
  return (JSON.parse(stdout.slice(start)) as JSONReport).suites.flatMap(inSuite);
}

/** Writes a Playwright project of empty tests, and returns the command that runs it. */
function emptyRun(name: string, tests: EmptyTest[]): string[] {
  const folder = join(inside, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tests.json'), JSON.stringify(tests));
  writeFileSync(
    join(folder, 'empty.spec.js'),
    `import { test } from '@playwright/test';
import { readFileSync } from 'node:fs';
const tests = JSON.parse(readFileSync(new URL('tests.json', import.meta.url), 'utf8'));
for (const [index, { steps, attachments }] of tests.entries())
  test(\`empty \${index}\`, async ({}, info) => {
    for (const { name, body } of attachments)
      info.attachments.push({ name, contentType: 'application/json', body: Buffer.from(body, 'base64') });
    for (const step of steps) await test.step(step, () => {});
  });\n`,
  );
  const reports = join(out, name);
  writeFileSync(
    join(folder, 'playwright.config.js'),
    `export default {
  testDir: '.', workers: 1, outputDir: ${JSON.stringify(join(reports, 'results'))},
  reporter: [
    ['html', { open: 'never', outputFolder: ${JSON.stringify(join(reports, 'html'))} }],
    ['json', { outputFile: ${JSON.stringify(join(reports, 'report.json'))} }],
  ],
};\n`,
  );
  return [playwright, 'test', '--config', join(folder, 'playwright.config.js')];
}

function costOf(args: string[]): Cost {
  const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>"$0"', join(out, 'stderr'), process.execPath];
  const { status, stderr } = spawnSync('bash', [...timed, ...args], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${args.join(' ')} ended with ${String(status)}: ${readFileSync(join(out, 'stderr'), 'utf8')}`);
  }
  const [wall = NaN, user = NaN, system = NaN] = stderr.trim().split(' ').map(Number);
  return { wall, cpu: user + system };
}

/** How long a check of a hanging target takes to end after a signal, in seconds. */
async function secondsToEnd(signal: NodeJS.Signals, mode: string[]): Promise<number> {
  const server = createServer();
  const asked = once(server.listen(0, '127.0.0.1'), 'request');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target = { VIPMP_BASE_URL: `http://127.0.0.1:${port}`, VIPMP_ACCESS_TOKEN: 't'.repeat(40) };
  const env = { ...process.env, ...target, VIPMP_API_KEY: 'k'.repeat(20), VIPMP_CUSTOMER_ID: '1005000125' };
  const args = [command, 'check', '--target', 'sandbox', '--out', join(out, 'ended'), ...mode];
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const [request] = (await asked) as [IncomingMessage];
  // The connection ends with Playwright's worker, which may outlive the command.
  const ended = Promise.all([once(child, 'exit'), once(request.socket, 'close')]);
  const start = performance.now();
  child.kill(signal);
  await ended;
  server.close();
  return (performance.now() - start) / 1000;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

try {
  const suite = testsOfTheSuite();
  const stepCount = suite.reduce((sum, { steps }) => sum + steps.length, 0);
  const attachmentCount = suite.reduce((sum, { attachments }) => sum + attachments.length, 0);
  const five = {
    steps: ['one', 'two', 'three', 'four', 'five'],
    attachments: [{ name: 'a', body: Buffer.from('{"an":"attachment"}').toString('base64') }],
  };
  const runs = {
    'one test': emptyRun('one', [{ steps: [], attachments: [] }]),
    'empty, five steps each': emptyRun(
      'five',
      suite.map(() => five),
    ),
    'empty, same contents': emptyRun('same', suite),
    check: [command, 'check', '--out', join(out, 'check')],
    'check --no-playwright': [command, 'check', '--no-playwright', '--out', join(out, 'plain')],
  };
  const costs = new Map<string, Cost[]>(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, args] of Object.entries(runs)) {
      const cost = costOf(args);
      if (round > 0) costs.get(name)?.push(cost);
    }
  }
  const mediansOf = (name: keyof typeof runs): Cost => ({
    wall: median((costs.get(name) ?? []).map(({ wall }) => wall)),
    cpu: median((costs.get(name) ?? []).map(({ cpu }) => cpu)),
  });
  /** The median of the ratios within each round. */
  const ratio = (of: keyof typeof runs, to: keyof typeof runs, what: keyof Cost): string => {
    const others = costs.get(to) ?? [];
    return median((costs.get(of) ?? []).map((cost, round) => cost[what] / (others[round]?.[what] ?? NaN))).toFixed(2);
  };
  const apart = ([from, to]: [keyof typeof runs, keyof typeof runs]): string =>
    `${(mediansOf(to).cpu - mediansOf(from).cpu).toFixed(2)} s`;

  console.log(`${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, ${rounds} rounds`);
  console.log(`the suite: ${suite.length} tests, ${stepCount} steps, ${attachmentCount} attachments\n`);
  console.log(`${'median'.padEnd(26)}    wall     CPU`);
  for (const name of Object.keys(runs) as (keyof typeof runs)[]) {
    const { wall, cpu } = mediansOf(name);
    console.log(`${name.padEnd(26)} ${wall.toFixed(2).padStart(5)} s ${cpu.toFixed(2).padStart(5)} s`);
  }
  console.log(`
check / empty, same contents:     wall ${ratio('check', 'empty, same contents', 'wall')} (at most 1.4), CPU ${ratio('check', 'empty, same contents', 'cpu')} (at most 1.6)
check / empty, five steps:        wall ${ratio('check', 'empty, five steps each', 'wall')}, CPU ${ratio('check', 'empty, five steps each', 'cpu')}
check --no-playwright / one test: wall ${ratio('check --no-playwright', 'one test', 'wall')} (at most 0.8)

where the CPU of check goes
  Playwright, one test and two reports     ${mediansOf('one test').cpu.toFixed(2)} s
  its tests, steps and attachments         ${apart(['one test', 'empty, same contents'])}
  ours: command, sandbox, judging, report  ${apart(['empty, same contents', 'check'])}

from a signal to the end of all processes (at most 2 s)`);
  for (const mode of [[], ['--no-playwright']]) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
      const seconds = await secondsToEnd(signal, mode);
      console.log(`  ${['check', ...mode, signal].join(' ').padEnd(38)} ${seconds.toFixed(2)} s`);
    }
  }
} finally {
  rmSync(inside, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
}
