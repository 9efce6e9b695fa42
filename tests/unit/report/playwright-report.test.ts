import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adoptPlaywrightReport } from '../../../src/report/playwright-report.js';

const DRAFT = 'draft';
const ATTACHMENT = 'an exchange';
const PAGE = '<!doctype html><template>UEsFBgAA</template>';

function folderWith(page: string, attachment: string): string {
  const out = mkdtempSync(join(tmpdir(), 'vipmp-playwright-'));
  mkdirSync(join(out, DRAFT, 'data'), { recursive: true });
  const name = `${createHash('sha1').update(ATTACHMENT).digest('hex')}.md`;
  writeFileSync(join(out, DRAFT, 'data', name), attachment);
  writeFileSync(join(out, DRAFT, 'index.html'), page);
  mkdirSync(join(out, 'playwright'));
  writeFileSync(join(out, 'playwright/index.html'), 'of an earlier run');
  return out;
}

describe("Playwright's own report", () => {
  it('takes the place of an earlier one when it is whole', () => {
    const out = folderWith(PAGE, ATTACHMENT);
    adoptPlaywrightReport(join(out, DRAFT), out);
    expect(readFileSync(join(out, 'playwright/index.html'), 'utf8')).toBe(PAGE);
  });

  it.each([
    ['page', PAGE.slice(0, -20), ATTACHMENT, /index\.html could not be written: the disk is full/],
    ['attachment', PAGE, '', /data.[0-9a-f]{40}\.md could not be written/],
  ])('leaves nothing if its %s is cut, and names the file', (_what, page, attachment, message) => {
    const out = folderWith(page, attachment);
    expect(() => adoptPlaywrightReport(join(out, DRAFT), out)).toThrow(message);
    expect(existsSync(join(out, 'playwright'))).toBe(false);
  });
});
