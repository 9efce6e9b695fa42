import { execFileSync } from 'node:child_process';
import { symlinkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../../src/description/description.js';
import { dictOf, type Dict } from '../../../src/description/json.js';
import { InvalidInput } from '../../../src/invalid-input.js';

const folder = mkdtempSync(join(tmpdir(), 'vipmp-diff-'));
const repository = join(folder, 'repository');
const project = join(repository, 'project');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** An OpenAPI document whose one response refers to a file or a component. */
function openapi(reference: string, more = ''): string {
  return `openapi: 3.1.0
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      responses:
        '200':
          description: Things.
          content: { application/json: { schema: { $ref: '${reference}' } } }
${more}`;
}

const read = (value: string, at = folder): Promise<Dict> => readDescription({ argument: 'OLD', value, folder: at });

/** The maxLength of the one schema of a description: which version of it was read. */
async function lengthIn(value: string, at = folder): Promise<unknown> {
  const schemas = Object.values(dictOf(dictOf((await read(value, at))['components'])['schemas']));
  return dictOf(schemas[0])['maxLength'];
}

function writeContract(length: number): void {
  writeFileSync(
    join(project, 'schemas/thing.json'),
    JSON.stringify({ title: 'Thing', type: 'string', maxLength: length }),
  );
}

beforeAll(() => {
  mkdirSync(join(project, 'openapi'), { recursive: true });
  mkdirSync(join(project, 'schemas'));
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', repository]);
  writeFileSync(join(repository, 'README.md'), 'nothing\n');
  git('add', '.');
  git('commit', '--quiet', '--message', 'empty');
  git('tag', 'empty');
  writeFileSync(join(project, 'openapi/openapi.yaml'), openapi('../schemas/thing.json'));
  writeFileSync(join(project, 'escape.yaml'), openapi('../../outside.json'));
  writeFileSync(join(folder, 'outside.json'), '{}');
  writeContract(1);
  git('add', '.');
  git('commit', '--quiet', '--message', 'one');
  git('tag', 'v1');
  writeContract(2);
  git('commit', '--quiet', '--all', '--message', 'two');
  writeContract(3);
});

describe('a file', () => {
  it('with files beside it', async () => {
    expect(await lengthIn('repository/project/openapi/openapi.yaml')).toBe(3);
  });

  it('in JSON, with a byte order mark and the line ends of Windows', async () => {
    const document = { openapi: '3.0.3', info: { title: 'A', version: '1' }, paths: {} };
    writeFileSync(join(folder, 'bom.json'), `\uFEFF${JSON.stringify(document, null, 1).replaceAll('\n', '\r\n')}`);
    expect(await read('bom.json')).toMatchObject(document);
  });

  it('takes precedence over a revision of the same name', async () => {
    writeFileSync(join(project, 'v1'), openapi('schemas/thing.json'));
    expect(await lengthIn('v1', project)).toBe(3);
    rmSync(join(project, 'v1'));
    expect(await lengthIn('v1', project)).toBe(1);
  });

  it('with circular references', async () => {
    const circle = `components:
  schemas:
    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' } } }
`;
    writeFileSync(join(folder, 'circle.yaml'), openapi('#/components/schemas/Node', circle));
    expect(Object.keys(dictOf(dictOf((await read('circle.yaml'))['components'])['schemas']))).toEqual(['Node']);
  });
});

describe('a revision', () => {
  it.each([
    ['HEAD', 2],
    ['HEAD~1', 1],
    ['v1', 1],
    ['main', 2],
    ['HEAD:project/openapi/openapi.yaml', 2],
    ['v1:./openapi/openapi.yaml', 1],
  ])('%s', async (value, length) => {
    expect(await lengthIn(value, project)).toBe(length);
  });

  it('has the bundle if it has no description', async () => {
    mkdirSync(join(repository, 'src/generated'), { recursive: true });
    writeFileSync(join(repository, 'src/generated/openapi.json'), '{"openapi":"3.1.0","info":{"title":"Bundle"}}');
    git('checkout', '--quiet', '--force', '-b', 'bundled', 'empty');
    git('add', 'src');
    git('commit', '--quiet', '--message', 'bundle');
    git('checkout', '--quiet', '--force', 'main');
    expect(dictOf((await read('bundled', repository))['info'])['title']).toBe('Bundle');
  });
});

describe('a wrong argument is one line that says what to do', () => {
  const files: [name: string, text: string][] = [
    ['torn.yaml', 'openapi: [3'],
    ['text.yaml', 'hello'],
    ['empty.yaml', ''],
    ['list.json', '[]'],
    ['swagger.yaml', "swagger: '2.0'"],
    ['future.yaml', 'openapi: 4.0.0'],
    ['number.yaml', 'openapi: 3.1'],
    ['paths.json', '{"openapi":"3.1.0","paths":[]}'],
    ['responses.json', '{"openapi":"3.1.0","paths":{"/a":{"get":{"responses":"x"}}}}'],
    ['nowhere.yaml', openapi('nowhere.json')],
    ['no-component.yaml', openapi('#/components/schemas/Nope')],
    ['torn-beside.yaml', openapi('torn.yaml')],
    ['torn-ref.yaml', openapi('#/components/schemas/%zz', "components: { schemas: { '%zz': {} } }")],
    ['deep.json', `{"openapi":"3.1.0","info":{"x":${'['.repeat(2000)}${']'.repeat(2000)}}}`],
    ['bomb.yaml', `openapi: 3.1.0\nx-0: &a0 [1]\n${bomb()}`],
    ['spoof.yaml', `openapi: "4\\e[31m\\u202e"`],
  ];
  beforeAll(() => {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
  });

  /** Aliases of aliases: 10 to the power of 9 values in a few lines. */
  function bomb(): string {
    return Array.from({ length: 9 }, (_, index) => {
      const before = Array<string>(10).fill(`*a${index}`).join(', ');
      return `x-${index + 1}: &a${index + 1} [${before}]`;
    }).join('\n');
  }

  const rows: [value: string, line: RegExp][] = [
    ['nothing-here', /^OLD nothing-here is neither a file nor a git revision.*: name a file, a revision/],
    ['', /^OLD is empty: name/],
    ['--help', /neither a file nor a git revision/],
    ['HEAD:nothing', /neither a file nor|names no file of that revision/],
    ['.', /neither a file nor a git revision/],
    ['torn.yaml', /is neither YAML nor JSON \(.*\): name an OpenAPI document/],
    ['text.yaml', /is not an OpenAPI document \(it is not an object\)/],
    ['empty.yaml', /is not an OpenAPI document/],
    ['list.json', /is not an OpenAPI document \(it is not an object\)/],
    ['swagger.yaml', /is not an OpenAPI 3 document \(it has no openapi: 3\.x\)/],
    ['future.yaml', /is not an OpenAPI 3 document \(it says openapi: 4\.0\.0\)/],
    ['number.yaml', /it says openapi: number instead of a text/],
    ['paths.json', /its paths do not follow OpenAPI/],
    ['responses.json', /its paths do not follow OpenAPI/],
    ['nowhere.yaml', /has a broken reference at .*nowhere\.json cannot be read \(ENOENT\).*: correct the \$ref/],
    ['no-component.yaml', /has a broken reference at #\/paths/],
    ['torn-beside.yaml', /torn\.yaml/],
    ['torn-ref.yaml', /has a \$ref that cannot be decoded/],
    ['deep.json', /too (large or too )?deep|neither YAML nor JSON/],
    ['bomb.yaml', /too large/],
    ['spoof.yaml', /openapi: 4\\u\{1b\}\[31m\\u\{202e\}/],
  ];

  it.each(rows)('%j', async (value, line) => {
    const error: unknown = await read(value).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as Error).message).toMatch(line);
    expect((error as Error).message).not.toContain('\n');
  });

  it('a revision without the contract', async () => {
    await expect(read('empty', repository)).rejects.toThrow(/is a revision without openapi\/openapi\.yaml/);
  });

  it('a path that does not exist in the revision', async () => {
    await expect(read('v1:project', repository)).rejects.toThrow(/names no file of that revision/);
  });

  it('a revision whose description refers to a file outside of the repository', async () => {
    await expect(read('v1:project/escape.yaml', repository)).rejects.toThrow(/is not a file of that revision/);
  });

  it('a reference to another host, which is not requested', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(folder, 'remote.yaml'), openapi(`http://127.0.0.1:${port}/thing.json`));
    await expect(read('remote.yaml')).rejects.toThrow(/is remote; remote references are not followed/);
    server.close();
    expect(asked).toBe(0);
  });

  it('a file that cannot be read', async () => {
    symlinkSync(join(folder, 'loop.yaml'), join(folder, 'loop.yaml'));
    await expect(read('loop.yaml')).rejects.toThrow(/OLD loop.yaml cannot be read \(ELOOP\)/);
  });
});
