import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scenarios } from '../../src/gate/scenarios.js';
import { isMissing, runGateOn } from '../gate/gate-run.js';

const folder = fileURLToPath(new URL('../../examples/clients/', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** CI installs neither Go nor Java. */
const isAbsent = (program: string, argument: string): boolean => spawnSync(program, [argument]).error !== undefined;

const EXAMPLES: readonly (readonly [language: string, command: string[], isSkipped: boolean])[] = [
  ['TypeScript', [process.execPath, '--import', tsx, '--test', `${folder}typescript/customer.test.ts`], false],
  ['Python', ['python3', '-m', 'unittest', 'discover', `${folder}python`], isMissing('python3')],
  ['Java', ['java', `${folder}java/CustomerTest.java`], isAbsent('java', '-version')],
  ['Go', ['go', 'test', '-C', `${folder}go`, '-count=1', './...'], isAbsent('go', 'version')],
];

describe.each(EXAMPLES)('the example in %s (skipped if its language is missing)', (_language, command, isSkipped) => {
  it.skipIf(isSkipped)('passes under every scenario', async () => {
    const { code, stdout } = await runGateOn(command, '--scenarios');
    expect({ code, stdout }).toMatchObject({ code: 0 });
    for (const { name } of scenarios) expect(stdout).toContain(`scenario ${name}: exit 0`);
  });

  it.skipIf(isSkipped)('passes without options or warnings', async () => {
    const { code, results } = await runGateOn(command);
    const found = results?.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
    expect({ code, found }).toEqual({ code: 0, found: [] });
  });
});

it('the documentation shows the Python example verbatim', () => {
  const page = readFileSync(new URL('../../docs/gate.md', import.meta.url), 'utf8');
  const [, block = ''] = /From the Python example:\n\n((?: {4}.*\n|\n)+)/.exec(page) ?? [];
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const example = readFileSync(`${folder}python/test_client.py`, 'utf8')
    .split('\n')
    .map((line) => line.trim());
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((line) => !example.includes(line))).toEqual([]);
});
