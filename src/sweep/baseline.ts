import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { InvalidInput } from '../invalid-input.js';
import { isPortfolio, type Portfolio } from '../portfolio/portfolio.js';
import { PORTFOLIO_FILE } from '../report/portfolio-files.js';

/** The numbers of a sweep, as portfolio.json has them. */
export interface PortfolioFile extends Portfolio {
  target: { name: string; baseUrl: string };
  startedAt: string;
  violations: { requirement: string; level: string; verdict: string; customers: number }[];
}

/**
 * Reads the portfolio.json of a sweep, or of the folder of one.
 *
 * @param option what names it on the command line
 * @throws InvalidInput where it cannot be read or is something else
 */
export function readPortfolio(path: string, option: string): PortfolioFile {
  let text: string;
  try {
    const file = statSync(path).isDirectory() ? join(path, PORTFOLIO_FILE) : path;
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInput(
      `${option} ${path} cannot be read (${code ?? 'unknown'}): name the ${PORTFOLIO_FILE} of a sweep`,
    );
  }
  const value = parsed(text);
  if (isPortfolioFile(value)) return value;
  throw new InvalidInput(`${option} ${path} is no ${PORTFOLIO_FILE} of a sweep: name one`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPortfolioFile(value: unknown): value is PortfolioFile {
  if (!isObject(value) || !isPortfolio(value)) return false;
  const { startedAt, target, violations } = value as Record<string, unknown>;
  return typeof startedAt === 'string' && isObject(target) && Array.isArray(violations);
}
