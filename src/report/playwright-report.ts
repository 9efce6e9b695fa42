import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ReportNotWritten } from './report-not-written.js';

/**
 * Moves Playwright's own report into the folder of the run. Playwright exits normally even if it could not write all of
 * it.
 *
 * @param draft where Playwright wrote it
 * @throws ReportNotWritten naming the file that is missing or incomplete; then no part of the report remains
 */
export function adoptPlaywrightReport(draft: string, out: string): void {
  const place = join(out, 'playwright');
  try {
    const cut = firstCutFile(draft);
    if (cut !== undefined) {
      throw new ReportNotWritten(join(place, cut), Object.assign(new Error('cut'), { code: 'ENOSPC' }));
    }
    rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
  } catch (error) {
    // An older report beside results of this run would be mistaken for its own.
    rmSync(place, { recursive: true, force: true });
    throw error instanceof ReportNotWritten ? error : new ReportNotWritten(place, error);
  }
}

/** The first incomplete file: attachments are named by the hash of their content, and the page comes last. */
function firstCutFile(folder: string): string | undefined {
  const data = join(folder, 'data');
  const names = existsSync(data) ? readdirSync(data) : [];
  const cut = names.find((name) => {
    const [hash = ''] = basename(name).split('.');
    if (!/^[0-9a-f]{40}$/.test(hash)) return false;
    return (
      createHash('sha1')
        .update(readFileSync(join(data, name)))
        .digest('hex') !== hash
    );
  });
  if (cut !== undefined) return join('data', cut);
  const page = join(folder, 'index.html');
  const isWhole = existsSync(page) && /<\/(?:template|script|html)>\s*$/.test(readFileSync(page, 'latin1').slice(-100));
  return isWhole ? undefined : 'index.html';
}
