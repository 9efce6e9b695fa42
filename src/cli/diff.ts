import { Command, Option } from 'commander';
import { print } from '../console-output.js';
import type { DescriptionDiff } from '../diff/difference.js';
import { InvalidInput } from '../invalid-input.js';
import { terminalLayout, type TerminalLayout } from '../report/terminal.js';
import { withVisibleTexts } from '../report/visible-text.js';
import { writeOutFile } from './out.js';
import { notes } from './options.js';

type Format = 'text' | 'json' | 'markdown';

interface Options {
  format: Format;
  out?: string;
}

const HELP = notes(
  'OLD and NEW are each an OpenAPI 3 document: a file in YAML or JSON, a git revision (the contract at that revision), or REVISION:path. A file takes precedence over a revision of the same name.',
  'A client that reads breaks if it may receive something it could not receive before; a client that sends breaks if something it could send before is refused. Anything that this command cannot compare counts as breaking.',
  'Exit codes: 0 nothing breaks, 1 something breaks, 2 the call is wrong or a package is missing (diff needs openapi-typescript and typescript).',
  'Example: vipmp-conformance diff HEAD~1 openapi/openapi.yaml',
);

/** `vipmp-conformance diff`: lists what a change to the OpenAPI file breaks. */
export function diffCommand(): Command {
  return new Command('diff')
    .description('list what a change to the OpenAPI file breaks')
    .argument('<old>', 'the old description: a file, a git revision or REVISION:path')
    .argument('<new>', 'the new description')
    .addOption(
      new Option('--format <format>', 'the format of the output').choices(['text', 'json', 'markdown']).default('text'),
    )
    .option('--out <file>', 'where to write it (default: standard output)')
    .addHelpText('after', HELP)
    .action(async (old: string, now: string, { format, out }: Options) => {
      if (out?.trim() === '') throw new InvalidInput('--out is empty: name a file, or leave the option out');
      const { diffOf } = await import('../diff/difference.js');
      const diff = await diffOf(old, now, process.cwd());
      if (out === undefined) await print(await written(diff, format, terminalLayout()));
      else await writeTo(out, diff, format);
      process.exitCode = diff.breaking ? 1 : 0;
    });
}

async function written(diff: DescriptionDiff, format: Format, layout: TerminalLayout): Promise<string> {
  if (format === 'json') return `${JSON.stringify(withVisibleTexts(diff), null, 2)}\n`;
  if (format === 'markdown') return (await import('../diff/as-markdown.js')).diffAsMarkdown(diff);
  return (await import('../diff/as-text.js')).diffAsText(diff, layout);
}

async function writeTo(file: string, diff: DescriptionDiff, format: Format): Promise<void> {
  await writeOutFile(file, await written(diff, format, { ...terminalLayout(), color: false }));
  const { verdictInWords } = await import('../diff/words.js');
  await print(`${verdictInWords(diff)} Written to ${file}\n`);
}
