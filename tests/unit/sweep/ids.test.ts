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

async function idsOf(text: string | Buffer, column?: string): Promise<IdList> {
  const file = join(folder, 'ids.txt');
  writeFileSync(file, text);
  return idsFrom(file, NO_INPUT, column);
}

describe('ids', () => {
  const rows: [name: string, text: string | Buffer, column?: string][] = [
    ['one a line', '1001\n1002\n'],
    ['without a line break at the end', '1001\n1002'],
    ['with line breaks of Windows and a byte order mark', '\uFEFF1001\r\n1002\r\n'],
    ['with empty lines, spaces and comments', '# customers\n\n  1001 \n\n# more\n1002\n'],
    ['in the first column of a CSV with a heading', 'customerId,name\n1001,One\n1002,"Two, Inc."\n'],
    ['with a heading in another language', 'Kundennummer,Name\n1001,Eins\n1002,Zwei\n'],
    ['in quotes', '"1001","a"\n"1002","b"\n'],
    ['with semicolons and lines of different length', 'Customer ID;Firma\n1001;Eins\n1002\n'],
    ['with tabs', 'id\tname\n1001\tOne\n1002\tTwo\n'],
    ['behind the line that tells Excel the delimiter', 'sep=;\nCustomer ID;Firma\n1001;Eins\n1002;Zwei\n'],
    ['with rows of empty cells', '1001,a\n,\n1002,b\n,\n'],
    ['in the column whose heading says so', 'resellerId,Customer ID\n2001,1001\n2002,1002\n'],
    [
      'in the column that has ids, if another one has a name that is one of theirs',
      'Customer,Id\nEins,1001\nZwei,1002\n',
    ],
    ['in the column of a name', 'Firma,Kundennummer\nEins,1001\nZwei,1002\n', 'kundennummer'],
    ['in the column of a number, with a heading', 'Firma,Kundennummer\nEins,1001\nZwei,1002\n', '2'],
    ['in the column of a number, without one', 'Eins,1001\nZwei,1002\n', '2'],
    ['with a heading that has digits', 'Customer ID (4 digits)\n1001\n1002\n'],
    ['in UTF-16 of PowerShell', Buffer.from('\uFEFF1001\r\n1002\r\n', 'utf16le')],
    ['with a stray quote behind the id', '1001,5" pipes\n1002,x\n'],
  ];

  it.for(rows)('are read %s', async ([, text, column]) => {
    const list = await idsOf(text, column);
    expect(await read(list)).toEqual(['1001', '1002']);
    expect(list.total).toBe(2);
  });

  it('have their line numbers', async () => {
    const list = await idsOf('# customers\ncustomerId\n\n1001\n1002\n');
    const entries = [];
    for await (const entry of list.entries()) entries.push(entry);
    expect(entries).toEqual([
      { id: '1001', line: 4 },
      { id: '1002', line: 5 },
    ]);
  });

  it('without digits are ids, unless only the first of them has none', async () => {
    expect(await read(await idsOf('acme-corp\nbeta-corp\n'))).toEqual(['acme-corp', 'beta-corp']);
    const doubtful = await idsOf('acme-corp\n1001\n');
    expect(await read(doubtful)).toEqual(['1001']);
    expect(doubtful.note).toMatch(/ids\.txt: line 1 is taken for a heading/);
    expect((await idsOf('customerId\n1001\n')).note).toBeUndefined();
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
    ['a line that is no id', '1001\nFairmont School District\n1002\n', /line 2 is not a customer id/],
    ...['1.0051E+09', '1005100001.0', "'1005100001", '1005100001|x', '1,0051E+09'].map(
      (value): [string, string, RegExp] => [
        `the value ${value}`,
        `1005100001\n${value}\n`,
        new RegExp(`line 2: "${(value.split(',')[0] ?? '').replace(/[.+|]/g, '\\$&')}" is not a customer id`),
      ],
    ),
    ['several ids in one line', '1001\n1002,1003,1004\n', /line 2 has 3 values that look like ids.*--column/],
    ['ids in two columns', 'Kunde,Partner\n1001,2001\n', /line 2 has 2 values that look like ids.*--column/],
    ['names in the first column', 'Eins,1001\nZwei,1002\n', /line 1 has 2 values that look like ids.*--column/],
    ['names below a heading', 'Firma,Kundennummer\nEins,1001\n', /line 2 has 2 values that look like ids.*--column/],
    ['two columns of ids', 'customerId,Customer ID\n1001,1002\n', /line 2 has 2 values that look like ids.*--column/],
    [
      'the last line of a spreadsheet',
      '1001,a\n1002,b\nTotal,2\n',
      /line 3 is not a customer id \(it has no digit, unlike/,
    ],
    ['a missing id of a database', '1001\nNULL\n1002\n', /line 2 is not a customer id/],
    ['a file in UTF-16 without its mark', '1\u00000\u00000\u00001\u0000\n', /UTF-16: save it as UTF-8/],
    ['an id with a slash', '1001\n../tokens\n', /line 2/],
    ['an empty first column', '1001,a\n,b\n', /line 2/],
    ['an id with a control character', '1001\n10\u000002\n', /line 2: "10\\u000002" is not a customer id/],
    ['a line that has no end', '1'.repeat(200_000), /line \d is not CSV \(CSV_MAX_RECORD_SIZE\)/],
    ['a quote that nobody closes', '1001,a\n"1002,b\n', /line \d is not CSV \(CSV_QUOTE_NOT_CLOSED\)/],
  ];

  it.for(wrong)('are refused with %s', async ([, text, complaint]) => {
    await expect(idsOf(text)).rejects.toThrow(complaint);
  });

  it('are refused from a missing column', async () => {
    await expect(idsOf('a,b\n1001,1002\n', 'c')).rejects.toThrow(/^--column c: .*no column of this name.* 2 columns/);
    await expect(idsOf('1001,1002\n', '3')).rejects.toThrow(/line 1 has no customer id in column 3/);
  });

  it('never quote a line in an error, which may hold a name', async () => {
    await expect(idsOf('1001\nFairmont School District\n')).rejects.not.toThrow(/Fairmont/);
  });

  it('are refused from a folder and from a missing file', async () => {
    mkdirSync(join(folder, 'sub'), { recursive: true });
    await expect(idsFrom(join(folder, 'sub'), NO_INPUT)).rejects.toThrow(/is a folder/);
    await expect(idsFrom(join(folder, 'none.txt'), NO_INPUT)).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});
