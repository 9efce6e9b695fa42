import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { idsFrom, type IdList } from '../../../src/sweep/ids.js';

const folder = mkdtempSync(join(tmpdir(), 'vipmp-conformance-test-'));
const NO_INPUT = Readable.from([]);

async function read(list: IdList): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of list.read()) ids.push(id);
  return ids;
}

async function idsOf(text: string): Promise<IdList> {
  const file = join(folder, 'ids.txt');
  writeFileSync(file, text);
  return idsFrom(file, NO_INPUT);
}

describe('ids', () => {
  const rows: [name: string, text: string][] = [
    ['one a line', '1001\n1002\n'],
    ['without a line break at the end', '1001\n1002'],
    ['with line breaks of Windows and a byte order mark', '\uFEFF1001\r\n1002\r\n'],
    ['with empty lines, spaces and comments', '# customers\n\n  1001 \n\n# more\n1002\n'],
    ['in the first column of a CSV with a heading', 'customerId,name\n1001,One\n1002,"Two, Inc."\n'],
    ['with a heading in another language', 'Kundennummer,Name\n1001,Eins\n1002,Zwei\n'],
    ['in quotes', '"1001","a"\n"1002","b"\n'],
    ['with semicolons and lines of different length', 'Customer ID;Firma\n1001;Eins\n1002\n'],
    ['with tabs', 'id\tname\n1001\tOne\n1002\tTwo\n'],
    ['with a stray quote behind the id', '1001,5" pipes\n1002,x\n'],
  ];

  it.for(rows)('are read %s', async ([, text]) => {
    const list = await idsOf(text);
    expect(await read(list)).toEqual(['1001', '1002']);
    expect(list.total).toBe(2);
  });

  it('can be read again', async () => {
    const list = await idsOf('1001\n1002\n');
    await read(list);
    expect(await read(list)).toEqual(['1001', '1002']);
  });

  it('come from standard input as well, and can be read again from there', async () => {
    const ids = Array.from({ length: 2500 }, (_, index) => String(1_000_000 + index));
    const list = await idsFrom('-', Readable.from([ids.slice(0, 1234).join('\n'), '\n', ids.slice(1234).join('\n')]));
    expect(list.total).toBe(2500);
    expect(await read(list)).toEqual(ids);
    expect(await read(list)).toEqual(ids);
  });

  const wrong: [name: string, text: string, complaint: RegExp][] = [
    ['no id', '# nothing\n\n', /holds no customer id/],
    ['only a heading', 'customerId\n', /holds no customer id/],
    ['a line that is no id', '1001\nFairmont School District\n1002\n', /line 2 has no customer id/],
    ['an id with a slash', '1001\n../tokens\n', /line 2/],
    ['an empty first column', '1001,a\n,b\n', /line 2/],
    ['an id with a control character', '1001\n10\u000002\n', /line 2 has no customer id/],
    ['a quote that nobody closes', '1001,a\n"1002,b\n', /line \d is no CSV \(CSV_QUOTE_NOT_CLOSED\)/],
  ];

  it.for(wrong)('are refused with %s', async ([, text, complaint]) => {
    await expect(idsOf(text)).rejects.toThrow(complaint);
  });

  it('never quote a line in a complaint, which may hold a name', async () => {
    await expect(idsOf('1001\nFairmont School District\n')).rejects.not.toThrow(/Fairmont/);
  });

  it('are refused from a folder and from a file that is not there', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(idsFrom(join(folder, 'sub'), NO_INPUT)).rejects.toThrow(/is a folder/);
    await expect(idsFrom(join(folder, 'none.txt'), NO_INPUT)).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
