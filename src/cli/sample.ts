import { InvalidArgumentError, Option } from 'commander';

/** The size of a sample, as `--sample` names it. */
export function sampleFrom(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new InvalidArgumentError('It must be a whole number of customers, 1 or more.');
}

/** `--allow-missing`, of every command that reports a sweep. */
export function allowMissingOption(): Option {
  return new Option('--allow-missing <number>', 'so many ids of the list may be answered 404').argParser(
    (text: string) => {
      if (/^\d{1,9}$/.test(text)) return Number(text);
      throw new InvalidArgumentError('It must be a whole number of customers, 0 or more.');
    },
  );
}

/** `--column`, of every command that reads a list of ids. */
export function columnOption(): Option {
  return new Option('--column <name>', 'the column of --ids with the ids: its heading, or its number from 1');
}
