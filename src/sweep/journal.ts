import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ReportNotWritten } from '../report/report-not-written.js';
import { withVisibleTexts } from '../report/visible-text.js';
import { checkFindings, FINDINGS_FILE, STATE_FILE, stateText, type SweepState } from './state.js';

/** Findings are written in pieces of about this size, in characters. */
const PIECE = 64 * 1024;

/**
 * Writes findings as they come, and from time to time the state that they belong to: even if the process is killed,
 * the state on the disk is whole and says how much of the findings counts.
 */
export class Journal {
  readonly #stateFile: string;
  readonly #findingsFile: string;
  readonly #findings: number;
  /** Why findings or state could not be written; from then on nothing is. */
  failure: ReportNotWritten | undefined;
  #bytes: number;
  #unwritten = '';

  /**
   * @param findingsBytes how much of the findings of an interrupted sweep is kept
   * @throws InvalidInput if the folder has less
   * @throws ReportNotWritten if the folder cannot be written to
   */
  constructor(folder: string, findingsBytes: number) {
    this.#stateFile = join(folder, STATE_FILE);
    this.#findingsFile = join(folder, FINDINGS_FILE);
    this.#bytes = findingsBytes;
    if (findingsBytes > 0) checkFindings(folder, findingsBytes, '--resume');
    // A state without its findings, or results without their sweep, would promise what is not there.
    written(this.#stateFile, () => {
      rmSync(join(folder, 'results.json'), { force: true });
      if (findingsBytes === 0) rmSync(this.#stateFile, { force: true });
    });
    this.#findings = written(this.#findingsFile, () => {
      // A new file, instead of writing through a link.
      if (findingsBytes === 0) rmSync(this.#findingsFile, { force: true });
      const file = openSync(this.#findingsFile, findingsBytes > 0 ? 'r+' : 'wx', 0o600);
      ftruncateSync(file, findingsBytes);
      return file;
    });
  }

  /** Adds a finding. */
  add(finding: object): void {
    this.#unwritten += `${JSON.stringify(withVisibleTexts(finding))}\n`;
    if (this.#unwritten.length >= PIECE) this.#flush();
  }

  /** Writes the state of everything that was added so far. */
  keep(state: (findingsBytes: number) => SweepState): void {
    this.#flush();
    const text = stateText(state(this.#bytes));
    const temporary = `${this.#stateFile}.tmp`;
    this.#unlessFailed(this.#stateFile, () => {
      rmSync(temporary, { force: true });
      try {
        writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
        renameSync(temporary, this.#stateFile);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    });
  }

  /** Closes the file of findings; a state that was not saved is lost. */
  close(): void {
    closeSync(this.#findings);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#unwritten);
    this.#unwritten = '';
    this.#unlessFailed(this.#findingsFile, () => {
      try {
        for (let at = 0; at < bytes.length;) {
          at += writeSync(this.#findings, bytes, at, bytes.length - at, this.#bytes + at);
        }
      } catch (error) {
        // Remove a partial line.
        ftruncateSync(this.#findings, this.#bytes);
        throw error;
      }
      this.#bytes += bytes.length;
    });
  }

  /** Writes, unless an earlier write failed: anything after a gap would be useless. */
  #unlessFailed(file: string, write: () => void): void {
    try {
      if (this.failure === undefined) written(file, write);
    } catch (error) {
      if (!(error instanceof ReportNotWritten)) throw error;
      this.failure = error;
    }
  }
}

function written<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw new ReportNotWritten(file, error);
  }
}
