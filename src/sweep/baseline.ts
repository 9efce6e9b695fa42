import { statSync } from 'node:fs';
import { join } from 'node:path';
import { jsonIn } from '../exchange/json.js';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { isPortfolioFile, PORTFOLIO_FILE, type PortfolioFile } from '../report/portfolio-files.js';

/**
 * Reads the portfolio.json of a sweep, or of the folder of one.
 *
 * @param option what names it on the command line
 * @throws InvalidInput if it cannot be read or is something else
 */
export function readPortfolio(path: string, option: string): PortfolioFile {
  let text: string;
  try {
    const file = statSync(path).isDirectory() ? join(path, PORTFOLIO_FILE) : path;
    text = readInputFile(file).toString();
  } catch (error) {
    throw new InvalidInput(
      `${option} ${path} cannot be read (${errorCode(error)}): name the folder of a sweep, or its ${PORTFOLIO_FILE}`,
    );
  }
  const value = jsonIn(text);
  if (isPortfolioFile(value)) return value;
  throw new InvalidInput(
    `${option} ${path} is not the ${PORTFOLIO_FILE} of a sweep: name one, or the folder of a sweep`,
  );
}
