import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { plainEnvironment, temporaryFolder } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const folder = temporaryFolder();
const tarball = join(folder, 'package.tgz');
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_PACKAGES = 75;

function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** An empty project of another team. */
function project(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'user', version: '1.0.0', private: true }));
  return path;
}

/** Bytes of all files below a folder, and how many packages lie there; links are not followed. */
function measured(path: string): { bytes: number; packages: Set<string> } {
  const packages = new Set<string>();
  let bytes = 0;
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) {
      const below = measured(inner);
      bytes += below.bytes;
      for (const one of below.packages) packages.add(one);
    } else if (!entry.isSymbolicLink()) bytes += lstatSync(inner).size;
    if (entry.name === 'package.json' && /node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path)) {
      const { name, version } = JSON.parse(readFileSync(inner, 'utf8')) as { name?: string; version?: string };
      if (name !== undefined && version !== undefined) packages.add(`${name}@${version}`);
    }
  }
  return { bytes, packages };
}

beforeAll(() => {
  const [packed = ''] = run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], root)
    .trim()
    .split('\n');
  run('mv', [join(folder, packed), tarball], folder);
});

describe.each([
  ['npm', ['npm', 'install', '--silent', '--no-audit', '--no-fund', '--engine-strict', tarball]],
  ['pnpm', ['npx', '--yes', 'pnpm@10', 'add', '--silent', tarball]],
  // Yarn 1 is not supported on Node 20: it takes the newest cookie, which needs Node 22, and refuses it.
  ['yarn', ['npx', '--yes', '@yarnpkg/cli-dist@4', 'add', `vipmp-conformance@file:${tarball}`]],
])('installed with %s in an empty project', (name, [command = '', ...args]) => {
  let path = '';
  const vipmp = (...words: string[]): string =>
    run('node', ['node_modules/.bin/../vipmp-conformance/bin/vipmp-conformance.js', ...words], path);
  beforeAll(() => {
    path = project(name);
    writeFileSync(join(path, 'yarn.lock'), '');
    const registry = run('npm', ['config', 'get', 'registry'], path).trim().replace(/\/$/, '');
    run(command, args, path, {
      YARN_NODE_LINKER: 'node-modules',
      YARN_ENABLE_GLOBAL_CACHE: 'false',
      YARN_NPM_REGISTRY_SERVER: registry,
    });
  });

  it('takes at most 60 MB and 75 packages', () => {
    const { bytes, packages } = measured(join(path, 'node_modules'));
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(packages.size).toBeGreaterThan(10);
    expect([...packages].slice(MOST_PACKAGES)).toEqual([]);
  });

  it('checks without configuration, in ten seconds on an idle machine', () => {
    const started = performance.now();
    expect(vipmp('check')).toContain('It conforms');
    expect(performance.now() - started).toBeLessThan(60_000);
    const results = JSON.parse(readFileSync(join(path, 'reports/embedded/results.json'), 'utf8')) as Results;
    expect(results).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(existsSync(join(path, 'reports/embedded/playwright/index.html'))).toBe(true);
  });

  it('writes the types', () => {
    vipmp('types', '--out', 'contract.d.ts');
    expect(readFileSync(join(path, 'contract.d.ts'), 'utf8')).toContain('export interface paths');
  });

  it('judges a client', () => {
    // The client sends no header, so that it is judged and does not conform.
    const client = "fetch(process.env.VIPMP_BASE_URL + '/v3/customers/1005998877')";
    expect(() => vipmp('gate', '--', 'node', '-e', client)).toThrow(/status 1|Command failed/);
    expect(existsSync(join(path, 'reports/gate/results.json'))).toBe(true);
  });

  it('says what diff needs', () => {
    const file = join(root, 'src/generated/openapi.json');
    expect(() => vipmp('diff', file, file)).toThrow(/npm install -D openapi-typescript typescript@5/);
  });
});

describe('on every supported version of Node', () => {
  it.each(['20', '22', '24'])('installs with --engine-strict on Node %s', (version) => {
    const path = project(`node-${version}`);
    const npm = ['npm', 'install', '--silent', '--no-audit', '--no-fund', '--engine-strict', tarball];
    run('npx', ['--yes', '--package', `node@${version}`, '--', ...npm], path);
    const printed = run(
      'npx',
      [
        '--yes',
        '--package',
        `node@${version}`,
        '--',
        'node',
        'node_modules/vipmp-conformance/bin/vipmp-conformance.js',
        '--version',
      ],
      path,
    );
    expect(printed).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('what the README imports', () => {
  /** The lines of the README that import from the package, as printed. */
  const imports = (
    readFileSync(join(root, 'README.md'), 'utf8').match(/^ *import .* from 'vipmp-conformance\/.*$/gm) ?? []
  )
    .map((line) => line.trim())
    .join('\n');
  const names = [...imports.matchAll(/^import \{ (.*) \}/gm)].flatMap(([, list = '']) => list.split(', '));
  const use = `console.log(${names.map((name) => `typeof ${name}`).join(', ')});\n`;
  let path = '';
  beforeAll(() => {
    path = project('imports');
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', tarball], path);
  });

  it('works in an ES module and in CommonJS', () => {
    const plain = imports.replace(/^import type .*\n?/gm, '');
    writeFileSync(join(path, 'plain.mjs'), `${plain}\n${use}`);
    writeFileSync(
      join(path, 'plain.cjs'),
      `${plain.replace(/^import (\{.*\}) from ('[^']*');/gm, 'const $1 = require($2);')}\n${use}`,
    );
    const kinds = run('node', ['plain.mjs'], path);
    expect(kinds.trim().split(' ')).toHaveLength(names.length);
    expect(kinds).not.toContain('undefined');
    expect(run('node', ['plain.cjs'], path)).toBe(kinds);
  });

  it.each([
    ['node16', 'node16', ['typed.mts', 'typed.cts']],
    ['nodenext', 'nodenext', ['typed.mts', 'typed.cts']],
    ['esnext', 'bundler', ['typed.mts', 'typed.ts']],
  ])('compiles with module %s and moduleResolution %s', (module, resolution, files) => {
    for (const file of files) writeFileSync(join(path, file), `${imports}\n${use}export type C = Customer;\n`);
    const settings = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom', '--typeRoots', './none'];
    run('node', [tsc, ...settings, '--module', module, '--moduleResolution', resolution, ...files], path);
  });
});

describe('the packed package', () => {
  it('contains no tests, sources or other files that users do not need', () => {
    const installed = join(folder, 'imports/node_modules/vipmp-conformance');
    expect(readdirSync(join(installed, 'src'), { recursive: true })).toEqual(['generated', 'generated/openapi.json']);
    expect(readdirSync(installed)).not.toContain('tests');
  });
});
