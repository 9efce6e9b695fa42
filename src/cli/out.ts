import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInput } from '../invalid-input.js';

/**
 * Makes the folder for results and sees that it can be written to.
 *
 * @throws InvalidInput where it cannot
 */
export function prepareOut(out: string): void {
  const probe = join(out, `.writable-${process.pid}`);
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInput(`--out ${out} cannot be written to (${code ?? 'unknown'}): name a folder that can`);
  }
}
