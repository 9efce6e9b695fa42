import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const validator = join(root, 'node_modules/@action-validator/cli/cli.mjs');
const workflows = ['examples/workflows', '.github/workflows'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((file) => `${folder}/${file}`),
);

function validate(file: string) {
  return spawnSync(process.execPath, [validator, file], { cwd: root, encoding: 'utf8' });
}

describe('the action and the example workflows', () => {
  it.each(['action.yml', ...workflows])('%s is what GitHub accepts', (file) => {
    const { status, stdout, stderr } = validate(file);
    expect({ status, output: stdout + stderr }).toMatchObject({ status: 0 });
  });

  it('would not be accepted with a misspelled key', () => {
    const broken = join(temporaryFolder(), 'action.yml');
    writeFileSync(
      broken,
      readFileSync(join(root, 'action.yml'), 'utf8').replace('using: composite', 'usign: composite'),
    );
    expect(validate(broken).status).not.toBe(0);
  });
});

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: { run?: string }[] };
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;

/** Runs the action's step with a fake suite that records its arguments and exits with a code. */
function runAction(inputs: Record<string, string>, suite: { exitCode: number; writes?: string } = { exitCode: 0 }) {
  const folder = temporaryFolder();
  const bin = join(folder, 'node_modules/vipmp-conformance/bin');
  mkdirSync(bin, { recursive: true });
  const { exitCode, writes } = suite;
  writeFileSync(
    join(bin, 'vipmp-conformance.js'),
    `const fs = require('node:fs');
     fs.writeFileSync('arguments', process.argv.slice(2).join(' '));
     ${writes === undefined ? '' : `fs.writeFileSync('out/summary.md', ${JSON.stringify(writes)});`}
     process.exitCode = ${exitCode};`,
  );
  mkdirSync(join(folder, 'out'));
  // A file left by an earlier step.
  writeFileSync(join(folder, 'out/summary.md'), 'stale');
  const given = { ...inputs, out: 'out' };
  const values = Object.entries(action.inputs).map(([name, { default: preset }]) => [
    `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
    (given as Record<string, string | undefined>)[name] ?? preset,
  ]);
  const script = action.runs.steps[0]?.run ?? '';
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(values as [string, string][]),
      ACTION_PATH: join(folder, 'action'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'page'),
    },
  });
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
  return { status, log: stdout + stderr, args: read('arguments'), outputs: read('output'), page: read('page') };
}

describe('the step of the action', () => {
  it.each([
    [{}, 'check --target embedded --out out'],
    [{ command: 'sweep', target: 'sandbox', ids: 'a.csv' }, 'sweep --target sandbox --ids a.csv --out out'],
    [
      { command: 'watch', ids: 'a.csv', sample: '9' },
      'watch --target embedded --history .vipmp-history --ids a.csv --sample 9 --out out',
    ],
    [{ command: 'gate', run: 'npm test' }, 'gate --out out -- bash -c npm test'],
    [{ command: 'gate', run: 'x', scenarios: 'true' }, 'gate --scenarios --out out -- bash -c x'],
    [{ command: 'gate', run: 'x', scenarios: 'ok' }, 'gate --scenario ok --out out -- bash -c x'],
    [{ command: 'gate', run: 'x', target: 'sandbox' }, 'gate --target sandbox --out out -- bash -c x'],
    [{ command: 'types', types: 'src/vipmp.d.ts' }, 'types --check src/vipmp.d.ts'],
    [{ deviations: 'known.yaml' }, 'check --target embedded --out out --deviations known.yaml'],
  ])('with %j runs %s', (inputs, args) => {
    expect(runAction(inputs)).toMatchObject({ status: 0, args });
  });

  it.each([
    [{ command: 'gate', run: ' ' }, /nothing to run/],
    [{ command: 'types' }, /no file/],
    [{ command: 'chek' }, /not 'chek'/],
    [{ 'on-inconclusive': 'ignore' }, /warn or fail/],
  ])('with %j ends with 2 and runs nothing', (inputs, says) => {
    const { status, log, args, outputs } = runAction(inputs);
    expect(status).toBe(2);
    expect(log).toMatch(says);
    expect(args).toBe('');
    expect(outputs).toContain('exit-code=2');
  });

  it('warns if the run is inconclusive, or fails on request', () => {
    const warned = runAction({}, { exitCode: 3 });
    expect(warned).toMatchObject({ status: 0 });
    expect(warned.outputs).toContain('exit-code=3');
    expect(warned.log).toContain('::warning::');
    expect(runAction({ 'on-inconclusive': 'fail' }, { exitCode: 3 })).toMatchObject({ status: 3 });
  });

  it('shows the summary of this run only, and never hides a red one', () => {
    expect(runAction({}, { exitCode: 1, writes: 'fresh' })).toMatchObject({ status: 1, page: 'fresh' });
    const { page } = runAction({}, { exitCode: 2 });
    expect(page).toMatch(/^vipmp-conformance check ended with exit code 2 and wrote no report/);
    expect(runAction({}).page).toBe('');
  });

  it('uploads reports of different commands under different names', () => {
    const named = (inputs: Record<string, string>) => /artifact=(.*)/.exec(runAction(inputs).outputs)?.[1];
    expect(named({})).toBe('vipmp-conformance-check-embedded');
    expect(named({ command: 'gate', run: 'x' })).toBe('vipmp-conformance-gate');
    expect(named({ artifact: 'mine' })).toBe('mine');
  });

  it('looks up no package by name', () => {
    const script = action.runs.steps[0]?.run ?? '';
    expect(script).not.toMatch(/\bnpx\b|npm (exec|install|i) /);
  });
});
