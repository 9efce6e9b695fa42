import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, temporaryFolder } from '../../support/command.js';
import { endpointPage, repositoryOf } from './documentation.js';

describe('watch --docs', () => {
  it('puts the requirements whose text changed since the review into the digest', { timeout: 600_000 }, async () => {
    const cwd = temporaryFolder();
    const folder = repositoryOf(endpointPage('| 404 | Nobody |'), endpointPage('| 404 | @all gone |'));
    await runCommand(['docs', folder, '--to', 'v1', '--accept'], {}, cwd);
    const ended = await runCommand(['watch', '--docs', folder, '--out', 'out'], {}, cwd);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const digest = readFileSync(join(cwd, 'out/digest.md'), 'utf8');
    expect(digest).toContain('### Documentation');
    expect(digest).toContain('status.unknown-customer');
    expect(digest).toContain('before: 404 \\| Nobody');
    expect(digest).toContain('after: 404 \\| &#64;all gone');
    const saved = (await runCommand(['docs', folder, '--accept'], {}, cwd)).code;
    expect(saved).toBe(0);
  });

  it('exits with 2 before anything is sent if it is not a clone', async () => {
    const ended = await runCommand(['watch', '--docs', '/nowhere/at/all']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/\/nowhere\/at\/all is not a git repository/);
  });
});
