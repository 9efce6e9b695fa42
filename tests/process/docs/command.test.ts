import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/command.js';
import { callCommand } from '../../support/in-process.js';
import { bareClone, endpointPage, repositoryOf, worktree } from './documentation.js';

const PAGE = 'src/pages/docs/customer-account/get-customer-account.md';
const GOOD = '| 404 | Nobody has this id |';
const docs = (...args: string[]) => callCommand(['docs', ...args]);
const between = (...[before, after]: Parameters<typeof repositoryOf>) => {
  const folder = repositoryOf(before ?? {}, after ?? {});
  return docs(folder, '--from', 'v1', '--to', 'v2');
};

describe('two revisions', () => {
  it('exit 0 and a sentence if nothing that a requirement rests on changed', async () => {
    const errors = 'src/pages/docs/references/error-handling.md';
    const table = (row: string) => `### Response body\n\n|Code|Message|\n|--|--|\n|1116|No customer|\n${row}`;
    const ended = await between(
      { ...endpointPage(GOOD), [errors]: table('|2119|Too many lines|') },
      { ...endpointPage('|404|Nobody has\\<br /\\>this id|'), [errors]: table('|2119|Too many items|\n|2120|New|') },
    );
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('Nothing that a requirement rests on has changed.');
  });

  it('exit 1 with words, requirement, node and file if a row that one uses changed', async () => {
    const ended = await between(endpointPage(GOOD), endpointPage('| 404 | Gone |'));
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(ended.stdout).toContain(`${PAGE} › HTTP status codes`);
    expect(ended.stdout).toContain('- 404 | Nobody has this id');
    expect(ended.stdout).toContain('+ 404 | Gone');
    expect(ended.stdout).toContain('MUST status.unknown-customer  contracts/requirements.yaml');
    expect(ended.stdout).not.toContain('status.invalid-key');
    expect(Math.max(...ended.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  describe('of which one has another heading', () => {
    const text = endpointPage(GOOD)[PAGE] ?? '';
    const renamed = text.replace('HTTP status codes', 'Status codes').replace('Nobody', 'Somebody');
    const folder = repositoryOf(
      { [PAGE]: text },
      { [PAGE]: renamed },
      { [PAGE]: renamed.replace('Somebody', 'No one') },
    );
    const compared = (from: string, to: string) => docs(folder, '--from', from, '--to', to);

    it.each([
      ['v1', 'v2', 'The text is now under “Get customer account details › Status codes”.', '+ 404 | Somebody'],
      ['v2', 'v1', 'The text was under “Get customer account details › Status codes” before.', '- 404 | Somebody'],
    ])('follow it, %s to %s, and compare the text', async (from, to, note, row) => {
      const ended = await compared(from, to);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain('wording (heading)');
      expect(ended.stdout.replace(/\s+/g, ' ')).toContain(note);
      expect(ended.stdout).toContain(row);
    });

    it('follow it if neither has the heading that was reviewed', async () => {
      const cwd = temporaryFolder();
      await callCommand(['docs', folder, '--to', 'v1', '--accept'], {}, cwd);
      const ended = await callCommand(['docs', folder, '--from', 'v2', '--to', 'v3'], {}, cwd);
      expect(ended.code).toBe(1);
      expect(ended.stdout).toContain('+ 404 | No one');
      expect(ended.stdout).toContain('status.unknown-customer');
    });
  });

  it('say which heading is nearest if its text is another', async () => {
    const text = endpointPage(GOOD)[PAGE] ?? '';
    const other = 'Status codes\n\nAll of these, and quite a few others of the same kind, are listed elsewhere.\n';
    const ended = await between({ [PAGE]: text }, { [PAGE]: text.replace('HTTP status codes\n', other) });
    expect(ended.stdout.replace(/\s+/g, ' ')).toContain(
      'substance (heading) The heading is gone; the nearest is “Get customer account details › Status codes”.',
    );
  });

  it('find the text of a removed page in another page', async () => {
    const index = 'src/pages/docs/customer-account/index.md';
    const [title = '', table = ''] = (endpointPage(GOOD)[PAGE] ?? '').split('###');
    const ended = await between(
      { ...endpointPage(GOOD), [index]: '# Accounts\n\nThree of them.' },
      { [PAGE]: undefined, [index]: `# Accounts\n\nThree of them.\n\n## Reading\n\n${title}\n\n###${table}`, ...OTHER },
    );
    expect(ended.stdout.replace(/\s+/g, ' ')).toMatch(/wording \(page\) The text is now under \S+index\.md › /);
  });

  it('say that a page is gone, and which one is most similar', async () => {
    const rewritten = `# Read an account\n\nReads an account details.\n\n| Code | Meaning |\n| -- | -- |\n${GOOD}\nMany further words follow that were not there before, so that git cannot tell.`;
    const ended = await between(endpointPage(GOOD), {
      [PAGE]: undefined,
      'src/pages/docs/read.md': rewritten,
      ...OTHER,
    });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/page is gone; the nearest is\s+src\/pages\/docs\/read\.md/);
  });

  it('follow a page through renames, and say that it moved', async () => {
    const text = endpointPage(GOOD)[PAGE] ?? '';
    const old = 'src/pages/docs/customer_account/get_customer_account.md';
    const folder = repositoryOf(
      { [old]: text },
      { [old]: text.replace('404 | Nobody', '404 | Somebody') },
      { [old]: undefined, [PAGE]: text.replace('404 | Nobody', '404 | Somebody') },
    );
    const moved = await docs(folder, '--from', 'v2', '--to', 'v3');
    expect(moved.code).toBe(0);
    expect(moved.stdout).toContain('Moved pages');
    expect(moved.stdout.replace(/\s+/g, ' ')).toContain(`${old} is now ${PAGE}`);
    // Neither of these revisions has the page under its present name.
    expect((await docs(folder, '--from', 'v1', '--to', 'v3')).stdout).toContain('status.unknown-customer');
  });

  it('list a page without requirements that now mentions a field, and exit 0', async () => {
    const news = 'src/pages/docs/release-notes/index.md';
    const ended = await between(
      { ...endpointPage(GOOD), [news]: '# News\n\nNone.' },
      { [news]: '# News\n\nThe `globalSalesEnabled` parameter, X-Correlation-Id, and an `unheardOf` one.' },
    );
    expect(ended.code).toBe(0);
    expect(ended.stdout.replace(/\s+/g, ' ')).toMatch(/index\.md: .*globalSalesEnabled/);
    expect(ended.stdout).toContain('X-Correlation-Id');
    expect(ended.stdout).not.toContain('unheardOf');
  });

  it('read a bare clone as well as a checkout', async () => {
    const folder = bareClone(repositoryOf(endpointPage(GOOD), endpointPage('| 404 | Gone |')));
    expect(await docs(folder, '--from', 'v1')).toMatchObject({ code: 1, stderr: '' });
  });

  it('read a worktree of a checkout at its own revision', async () => {
    const folder = repositoryOf(endpointPage(GOOD), endpointPage('| 404 | Gone |'));
    expect(await docs(worktree(folder, 'v1'), '--from', 'v1')).toMatchObject({ code: 0, stderr: '' });
    expect(await docs(worktree(folder, 'v2'), '--from', 'v1')).toMatchObject({ code: 1, stderr: '' });
  });

  it('count each requirement once, whether or not the catalogue gives it a source', async () => {
    const response = (segment: string) => ({
      [PAGE]: `# Get customer account details\n\n## Response body\n\n\`\`\`json\n{ "marketSegment": "${segment}" }\n\`\`\`\n`,
    });
    const { stdout } = await between(response('EDU'), response('COM'));
    const named = stdout.match(/^ +(?:MUST|SHOULD|MAY) /gm) ?? [];
    expect(stdout).toContain('SHOULD profile.market-segment-filled');
    expect(stdout).toContain(`touches ${named.length} requirements.`);
  });
});

const OTHER = { 'src/pages/docs/lga/index.md': '# Manage Large Government Agencies\n\nIn the US.' };

describe('what was reviewed', () => {
  it('is recorded by --accept, and compared even if the clone no longer has it', async () => {
    const cwd = temporaryFolder();
    const folder = repositoryOf(endpointPage(GOOD, '| 403 | No key |'), endpointPage(GOOD, '| 403 | Bad key |'));
    expect(await callCommand(['docs', folder, '--to', 'v1', '--accept'], {}, cwd)).toMatchObject({ code: 0 });
    const seen = await callCommand(['docs', folder], {}, cwd);
    expect(seen).toMatchObject({ code: 1, stderr: '' });
    expect(seen.stdout).toContain('- 403 | No key');

    const unseen = await callCommand(['docs', bareClone(folder, { shallow: true })], {}, cwd);
    expect(unseen).toMatchObject({ code: 1, stderr: '' });
    expect(unseen.stdout).toContain('MUST status.invalid-key');
    expect(unseen.stdout).not.toContain('status.unknown-customer');

    await callCommand(['docs', folder, '--accept'], {}, cwd);
    expect(await callCommand(['docs', bareClone(folder, { shallow: true })], {}, cwd)).toMatchObject({ code: 0 });
  });

  it.each([
    ['the order of rows', 0, '| 403 | No key |\n| 404 | Nobody |', '| Code | Meaning |'],
    ['the header of a table', 1, '| 404 | Nobody |\n| 403 | No key |', '| Code | Reason |'],
  ])('is compared by its hash: %s, exit %i', async (_what, code, rows, header) => {
    const cwd = temporaryFolder();
    const text = endpointPage('| 404 | Nobody |\n| 403 | No key |')[PAGE] ?? '';
    const table = `${header}\n| -- | -- |\n${rows}`;
    const folder = repositoryOf({ [PAGE]: text }, { [PAGE]: text.replace(/\| Code[^]*No key \|/, table) });
    await callCommand(['docs', folder, '--to', 'v1', '--accept'], {}, cwd);
    expect(await callCommand(['docs', bareClone(folder, { shallow: true })], {}, cwd)).toMatchObject({ code });
  });

  it('is found by its hash under another heading of a clone that does not have the text', async () => {
    const cwd = temporaryFolder();
    const text = endpointPage(GOOD)[PAGE] ?? '';
    const folder = repositoryOf({ [PAGE]: text }, { [PAGE]: text.replace('HTTP status codes', 'Status codes') });
    await callCommand(['docs', folder, '--to', 'v1', '--accept'], {}, cwd);
    const ended = await callCommand(['docs', bareClone(folder, { shallow: true })], {}, cwd);
    expect(ended.code).toBe(1);
    expect(ended.stdout.replace(/\s+/g, ' ')).toMatch(/wording .* The text is now under \S+ › .*Status codes\./);
  });

  it('is not replaced by a damaged record', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'vipmp-documentation.json'), '{"revision":1}');
    const ended = await callCommand(['docs', repositoryOf(endpointPage(GOOD))], {}, cwd);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/vipmp-documentation\.json is not a record/);
  });

  it('names what --accept did not find', async () => {
    const cwd = temporaryFolder();
    const ended = await callCommand(['docs', repositoryOf(endpointPage(GOOD)), '--accept'], {}, cwd);
    expect(ended.stdout).toContain('Not found: references/idempotency › Duplicate Request IDs');
    expect(readFileSync(join(cwd, 'vipmp-documentation.json'), 'utf8')).not.toContain('Nobody has this id');
  });
});

describe('a wrong call is exit 2 and one line', () => {
  const folder = repositoryOf(endpointPage(GOOD));
  const elsewhere = repositoryOf({ 'README.md': 'Something else.' });
  it.each([
    ['no folder', [], /missing required argument 'dir'/],
    ['a folder that is not there', ['/nowhere/at/all'], /\/nowhere\/at\/all is not a git repository/],
    ['a folder without a repository', [temporaryFolder()], /is not a git repository/],
    ['an unknown revision', [folder, '--from', 'v9'], /--from v9 is not a revision of/],
    ['a revision that looks like an option', [folder, '--to=--all'], /--to --all is not a revision of/],
    ['an empty revision', [folder, '--to', ''], /--to .* is not a revision of/],
    ['a repository of something else', [elsewhere, '--from', 'v1'], /has none of the pages/],
    ['--accept of a repository of something else', [elsewhere, '--accept'], /has none of the pages/],
    ['--accept of a range', [folder, '--from', 'v1', '--accept'], /leave --from out/],
  ])('%s', async (_name, args, line) => {
    const cwd = temporaryFolder();
    const ended = await callCommand(['docs', ...args], {}, cwd);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(line);
    expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(cwd, 'vipmp-documentation.json'))).toBe(false);
  });
});
