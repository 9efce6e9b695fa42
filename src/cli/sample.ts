import { InvalidArgumentError } from 'commander';

/** The size of a sample, as `--sample` names it. */
export function sampleFrom(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of customers, 1 or more.');
}
