import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { InvalidInput } from '../invalid-input.js';
import type { Portfolio } from '../portfolio/portfolio.js';
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
  if (isPortfolio(value)) return value;
  throw new InvalidInput(`${option} ${path} is no ${PORTFOLIO_FILE} of a sweep: name one`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPortfolio(value: unknown): value is PortfolioFile {
  if (!isObject(value)) return false;
  const { customers, fields, values, startedAt, target, violations } = value;
  return (
    typeof customers === 'number' &&
    typeof startedAt === 'string' &&
    isObject(target) &&
    Array.isArray(violations) &&
    Array.isArray(fields) &&
    fields.every((field) => isObject(field) && typeof field['path'] === 'string' && isObject(field['kinds'])) &&
    Array.isArray(values) &&
    values.every((count) => isObject(count) && typeof count['path'] === 'string' && isObject(count['values']))
  );
}
