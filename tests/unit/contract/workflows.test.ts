import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/command.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
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

  it('would not be accepted with a misspelt key', () => {
    const broken = join(temporaryFolder(), 'action.yml');
    writeFileSync(
      broken,
      readFileSync(join(root, 'action.yml'), 'utf8').replace('using: composite', 'usign: composite'),
    );
    expect(validate(broken).status).not.toBe(0);
  });
});
