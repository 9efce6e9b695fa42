import { InvalidArgumentError, Option } from 'commander';
import { DEVIATIONS_FILE } from '../report/deviations.js';
import { wrapped } from '../report/wrapped.js';
import { contractVersions } from '../requirements/catalogue.js';

/** Help text: the exit codes of the commands that judge. */
export const EXIT_CODES =
  'Exit codes: 0 it conforms, 1 a MUST is violated, 2 the call or the configuration is wrong, 3 inconclusive, 4 a defect of the suite.';

/** Formats the paragraphs after a command's options in its help, wrapped at 80 columns. */
export function notes(...paragraphs: readonly string[]): string {
  return paragraphs
    .map(
      (text) =>
        `\n${text
          .split('\n')
          .flatMap((line) => wrapped(line, 80))
          .join('\n')}`,
    )
    .join('\n');
}

/** `--target`, of every command that reads a target. */
export function targetOption(): Option {
  return new Option('--target <name>', 'embedded, sandbox or live (default: VIPMP_TARGET, else embedded)');
}

/** `--contract`, of every command that judges providers or clients. */
export function contractOption(): Option {
  const option = new Option('--contract <version>', 'only warn about requirements newer than this contract version');
  return option.argParser((text: string) => {
    if (contractVersions.includes(text)) return text;
    throw new InvalidArgumentError(`The versions are ${contractVersions.join(', ')}.`);
  });
}

/** `--deviations`, of every command that judges. */
export function deviationsOption(): Option {
  return new Option('--deviations <file>', `violations to accept for now (default: ${DEVIATIONS_FILE}, if present)`);
}

/** `--allow-missing`, of every command that reports a sweep. */
export function allowMissingOption(): Option {
  return new Option('--allow-missing <number>', 'accept up to N ids that are answered 404').argParser(
    wholeNumber(0, 999_999_999),
  );
}

/** `--column`, of every command that reads a list of ids. */
export function columnOption(): Option {
  return new Option('--column <name>', 'the column of --ids that has the ids: its heading, or its number from 1');
}

/** `--sample`, of every command that reads a list of ids. */
export function sampleOption(): Option {
  return new Option('--sample <number>', 'check a stable sample of about N ids').argParser(wholeNumber(1, 999_999_999));
}

/** A parser for an option that is a whole number; throws InvalidArgumentError outside the limits. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
