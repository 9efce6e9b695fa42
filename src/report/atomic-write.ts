import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { ReportNotWritten } from './report-not-written.js';

/**
 * Writes a file whole or not at all: into a temporary file next to it, which is then renamed. A link that has
 * its name is replaced, not followed.
 *
 * @param mode who may read it; by default its owner alone
 * @throws ReportNotWritten naming the file if the folder is full, read-only or gone
 */
export async function writeWhole(file: string, text: string, mode = 0o600): Promise<void> {
  // The name cannot be guessed, so no link can be planted there.
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { flag: 'wx', mode });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ReportNotWritten(file, error);
  }
}
