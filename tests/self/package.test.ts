import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { plainEnvironment, temporaryFolder } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder();

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(() => {
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }));
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', `./${tarball}`], folder);
}, 180_000);

describe('the packed package, installed in an empty folder', () => {
  it('runs the conformance suite', () => {
    const output = run('npx', ['vipmp-conformance', 'check'], folder);
    expect(output).toContain('It conforms');
    const results = JSON.parse(readFileSync(join(folder, 'reports/embedded/results.json'), 'utf8')) as Results;
    expect(results).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(existsSync(join(folder, 'reports/embedded/playwright/index.html'))).toBe(true);
  }, 60_000);

  it('exports what the README says', () => {
    const script = `
      import openapi from 'vipmp-conformance/openapi.json' with { type: 'json' };
      import customer from 'vipmp-conformance/schemas/customer.json' with { type: 'json' };
      import { createClient } from 'vipmp-conformance/client';
      await import('vipmp-conformance/types');
      console.log(openapi.openapi, customer.title, typeof createClient);`;
    writeFileSync(join(folder, 'exports.js'), script);
    expect(run('node', ['exports.js'], folder)).toBe('3.1.0 Customer function\n');
  });

  it('holds no tests, no sources and no files of this repository that users do not need', () => {
    const installed = join(folder, 'node_modules/vipmp-conformance');
    expect(readdirSync(installed).sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'action.yml',
        'bin',
        'contracts',
        'dist',
        'openapi',
        'package.json',
        'schemas',
        'src',
      ].sort(),
    );
    expect(readdirSync(join(installed, 'src'), { recursive: true })).toEqual([
      'generated',
      'report',
      'generated/openapi.json',
      'report/results.schema.json',
    ]);
  });
});
