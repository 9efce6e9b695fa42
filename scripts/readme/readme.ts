/**
 * Updates the screens, figures and pictures of the README from the commands' current output.
 *
 *     npm run readme              writes README.md and docs/*.png (needs Chromium for the pictures)
 *     npm run readme -- --check   compares the text, and exits 1 if it is out of date
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { catalogue, contradictions } from '../../src/requirements/catalogue.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { conformingVariants, faultNamed, faultPairs, faults } from '../../src/sandbox/faults/catalogue.js';
import { plantNamed, populationOf } from '../../src/sandbox/population.js';
import { findChromium } from '../chromium.js';
import { variablesOf } from '../../tests/support/variables.js';

const root = join(import.meta.dirname, '../..');
const readme = join(root, 'README.md');

/** The figures of the README. */
const FIGURES: Readonly<Record<string, number>> = {
  requirements: catalogue.filter(({ excluded }) => excluded === undefined).length,
  contradictions: contradictions.length,
  faults: faults.length,
  pairs: faultPairs.length,
  variants: conformingVariants.length,
};

/** A client that a careless change has broken: it does not send X-Correlation-Id. */
const CLIENT = `
const { VIPMP_BASE_URL, VIPMP_CUSTOMER_ID, VIPMP_ACCESS_TOKEN, VIPMP_API_KEY } = process.env;
const answer = await fetch(VIPMP_BASE_URL + '/v3/customers/' + VIPMP_CUSTOMER_ID, {
  headers: {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    Authorization: 'Bearer ' + VIPMP_ACCESS_TOKEN,
    'X-Api-Key': VIPMP_API_KEY,
    'X-Request-Id': crypto.randomUUID(),
  },
});
if (answer.status !== 400) process.exitCode = 1;
`;

interface Screen {
  text: string;
  /** The folder of its report, for the picture. */
  report: string;
}

/** Runs the built command in a folder, and returns what it prints at 80 columns. */
async function screenOf(folder: string, name: string, env: Record<string, string>, args: string[]): Promise<Screen> {
  const report = join(folder, name);
  const [command = '', ...rest] = args;
  const call = [join(root, 'bin/vipmp-conformance.js'), command, '--out', report, ...rest];
  const { PATH, HOME } = process.env;
  // A command that finds violations exits with 1, which execFile treats as a failure.
  const { stdout } = await promisify(execFile)(process.execPath, call, {
    cwd: folder,
    env: { PATH, HOME, ...env },
  }).catch((error: unknown) => error as { stdout: string });
  return { text: settled(stdout, folder).trim(), report };
}

/** A screen with fixed values for what differs between runs: progress, ports, durations, pseudonyms and times. */
function settled(text: string, folder: string): string {
  return text
    .replace(/^(?:Running: .*|[\d,]+ done .*)\n/gm, '')
    .replaceAll(`${folder}/`, '')
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, '$1:8080')
    .replaceAll(/\b\d+(\.\d+)? (ms|s)\b/g, '2.0 s')
    .replaceAll(/customer-[0-9a-f]{12}/g, 'customer-3f0a9c1be2d4')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '2026-08-19 05:17 UTC');
}

async function screens(folder: string): Promise<Map<string, Screen>> {
  const seen = new Map<string, Screen>();
  const broken = await startSandbox({
    faults: ['market-segment-unlisted', 'key-prefix', 'missing-token-401'].map((name) => faultNamed(name)),
  });
  const many = await startSandbox({ population: populationOf(2000, [plantNamed('status-number=5')]) });
  try {
    const ids = join(folder, 'customers.csv');
    writeFileSync(ids, `${[...populationOf(2000).ids()].join('\n')}\n`);
    writeFileSync(join(folder, 'client.mjs'), CLIENT);
    seen.set('check', await screenOf(folder, 'check', variablesOf(broken), ['check', '--target', 'sandbox']));
    const sweep = ['sweep', '--target', 'sandbox', '--ids', 'customers.csv'];
    seen.set('sweep', await screenOf(folder, 'sweep', { ...variablesOf(many), VIPMP_RATE: '5000' }, sweep));
    seen.set('gate', await screenOf(folder, 'gate', {}, ['gate', '--', 'node', 'client.mjs']));
  } finally {
    await broken.close();
    await many.close();
  }
  return seen;
}

/** The README with each screen and figure replaced, at the comments that mark them. */
function withCurrent(text: string, seen: ReadonlyMap<string, Screen>): string {
  const screened = text.replaceAll(
    /(<!-- screen: (\w+) -->\n\n```text\n)[\s\S]*?(\n```\n)/g,
    (_whole, before: string, name: string, after: string) => before + (seen.get(name)?.text ?? name) + after,
  );
  return screened.replaceAll(
    /(<!--(\w+)-->)[\d,]+/g,
    (_whole, before: string, name: string) => before + (FIGURES[name] ?? 0).toLocaleString('en'),
  );
}

/** Takes a picture of the first screen of each report. */
async function takePictures(seen: ReadonlyMap<string, Screen>): Promise<void> {
  const { chromium } = await import('@playwright/test');
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox'],
  });
  try {
    for (const [name, { report }] of seen) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(pathToFileURL(join(report, 'index.html')).href + (name === 'sweep' ? '#portfolio' : ''));
      await page.screenshot({ path: join(root, 'docs', `${name}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'vipmp-readme-'));
try {
  const seen = await screens(folder);
  const text = readFileSync(readme, 'utf8');
  const current = withCurrent(text, seen);
  if (process.argv.includes('--check')) {
    if (current !== text) {
      writeFileSync(join(folder, 'README.md'), current);
      spawnSync('git', ['--no-pager', 'diff', '--no-index', readme, join(folder, 'README.md')], { stdio: 'inherit' });
      console.error('README.md is not what the commands print: run npm run readme and commit it');
      process.exitCode = 1;
    }
  } else {
    writeFileSync(readme, current);
    await takePictures(seen);
  }
} finally {
  rmSync(folder, { recursive: true });
}
