import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { ReportNotWritten } from './report-not-written.js';

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name.
 *
 * @throws ReportNotWritten naming the file, where the folder is full, read-only or gone
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  // Two runs may write into one folder at once, so that the temporary name must be unique.
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ReportNotWritten(file, error);
  }
}
