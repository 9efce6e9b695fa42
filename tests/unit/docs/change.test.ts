import { describe, expect, it } from 'vitest';
import { changesInSection, type FieldNames } from '../../../src/docs/change.js';
import { sectionsOfMarkdown, type Section } from '../../../src/docs/page.js';
import type { Source } from '../../../src/docs/source.js';

const section = (markdown: string): Section => {
  const found = sectionsOfMarkdown(`# H\n\n${markdown}`).at(-1);
  if (found === undefined) throw new Error('no section');
  return found;
};
const on = (requirement: Source['requirement'], more: Partial<Source> = {}): Source => ({
  requirement,
  page: 'p',
  headings: ['H'],
  ...more,
});
const changes = (before: string, after: string, sources: Source[], fields: FieldNames = []) =>
  changesInSection(section(before), section(after), sources, fields);
const touched = (...args: Parameters<typeof changes>) => changes(...args).map(({ requirements }) => requirements);
const table = (...rows: string[]): string => `|Field|Type|\n|--|--|\n${rows.join('\n')}`;

describe('tables', () => {
  const tags = on('customer.tags', { rows: ['tags'] });
  const status = on('customer.status', { rows: ['status'] });

  it('a changed row touches the requirements that use it', () => {
    const found = touched(table('|tags|String|', '|status|String|'), table('|tags|Array|', '|status|String|'), [
      tags,
      status,
    ]);
    expect(found).toEqual([['customer.tags']]);
  });

  it('a row that no requirement uses touches none', () => {
    expect(touched(table('|tags|String|', '|x|1|'), table('|tags|String|', '|x|2|', '|y|3|'), [tags])).toEqual([]);
  });

  it('a renamed row is one change, with its counterpart', () => {
    const found = changes(table('|1 to 999|level 1|'), table('|1–999|level 1|'), [
      on('discount.level', { rows: ['1 to 999'] }),
    ]);
    expect(found).toMatchObject([{ before: '1 to 999 | level 1', after: '1–999 | level 1' }]);
  });

  it('the order of rows does not count', () => {
    expect(touched(table('|tags|a|', '|status|b|'), table('|status|b|', '|tags|a|'), [tags, status])).toEqual([]);
  });

  it('a changed header touches the requirements that use a row of its table', () => {
    const other = table('|type|1|').replace('Field', 'Term');
    const before = `${table('|tags|35|', '|status|4|')}\n\nAnother:\n\n${other}`;
    const found = changes(before, before.replace('|Field|Type|', '|Field|Minimum|'), [
      tags,
      on('membership.type', { rows: ['type'] }),
    ]);
    expect(found).toMatchObject([
      {
        ...{ kind: 'header', isSubstance: true, before: 'Field | Type', after: 'Field | Minimum' },
        requirements: ['customer.tags'],
      },
    ]);
  });

  it('markup in a header does not count', () => {
    expect(touched(table('|tags|a|'), table('|tags|a|').replace('|Field|', '| **Field** |'), [tags])).toEqual([]);
  });

  it('a field may be followed by a remark in its cell', () => {
    const found = touched(table('|status (read only)|a|', '|statuses|a|'), table('|status|a|', '|statuses|b|'), [
      status,
    ]);
    expect(found).toEqual([['customer.status']]);
  });

  it('a source may use all rows', () => {
    expect(touched(table('|x|1|'), table('|x|2|'), [on('customer.tags', { rows: 'all' })])).toEqual([
      ['customer.tags'],
    ]);
  });

  it('a change outside the table touches those that use it, if no others use the section', () => {
    expect(touched(table('|tags|a|'), `${table('|tags|a|')}\n\nA note.`, [tags])).toEqual([['customer.tags']]);
  });

  it('a change outside the table touches none that rest only on its rows', () => {
    const only = on('customer.tags', { rows: ['tags'], rowsOnly: true });
    expect(touched(table('|tags|a|'), `${table('|tags|a|')}\n\nA note.`, [only])).toEqual([]);
  });

  it('a change outside the table does not touch those that use it, if others rest on the text', () => {
    const whole = on('error.body');
    expect(touched(table('|tags|a|'), `${table('|tags|a|')}\n\nA note.`, [tags, whole])).toEqual([['error.body']]);
  });
});

describe('prose', () => {
  const sources = [
    on('idempotency.ten-days', { words: ['10 days'] }),
    on('idempotency.replay', { words: ['same response'] }),
  ];

  it('a changed sentence touches the requirements whose words it mentions', () => {
    const found = touched(
      '- Valid for 10 days.\n- The same response.',
      '- Valid for 20 days.\n- The same response.',
      sources,
    );
    expect(found).toEqual([['idempotency.ten-days']]);
  });

  it('touches all that rest on the section if it mentions no words of any', () => {
    expect(touched('- Valid for 10 days.', '- Valid for 10 days.\n- Anything else.', sources)).toEqual([
      ['idempotency.ten-days', 'idempotency.replay'],
    ]);
  });

  it('a changed sentence does not touch those that another sentence of its paragraph mentions', () => {
    const found = touched('The same response. Valid for 10 days.', 'The same response. Valid for 20 days.', sources);
    expect(found).toEqual([['idempotency.ten-days']]);
  });

  it('touches those whose words its paragraph mentions rather than all of the section', () => {
    expect(touched('Valid for 10 days. Then gone.', 'Valid for 10 days. Then lost.', sources)).toEqual([
      ['idempotency.ten-days'],
    ]);
  });

  it('pairs sentences with their counterparts, whatever was inserted between them', () => {
    const found = changes(
      'The reply is the same response.',
      'A text of its own.\n\nA reply is the same response.',
      sources,
    );
    expect(found).toContainEqual(
      expect.objectContaining({ before: 'The reply is the same response.', after: 'A reply is the same response.' }),
    );
  });

  it('touches those that rest on the whole section only if no words of any are mentioned', () => {
    const whole = [...sources, on('customer.object')];
    expect(touched('Valid for 10 days.', 'Valid for 20 days.', whole)).toEqual([['idempotency.ten-days']]);
    expect(touched('Valid for 10 days.', 'Valid for 10 days. Or more.', whole)).toEqual([['idempotency.ten-days']]);
    expect(touched('Valid for 10 days.', 'Valid for 10 days.\n\nOr more.', whole)).toEqual([['customer.object']]);
  });

  it('does not match part of a word', () => {
    const state = [on('customer.status', { words: ['State'] }), on('customer.tags', { words: ['Tag'] })];
    expect(touched('A.', 'A Statement.', state)).toEqual([['customer.status', 'customer.tags']]);
  });
});

describe('code', () => {
  const fields: FieldNames = [
    ['discount.level', ['level']],
    ['customer.status', ['status']],
  ];
  const sample = (level: string, more = ''): string =>
    `\`\`\`json\n{ "discounts": [{ "level": ${level} }], "status": "1000"${more} }\n\`\`\``;

  it('a changed value of a sample touches the requirements on its field', () => {
    expect(touched(sample('"02"'), sample('"2"'), [on('customer.object')], fields)).toEqual([['discount.level']]);
  });

  it('a value on its own line belongs to the field above it', () => {
    expect(touched(sample('["02"]'), sample('["03"]'), [on('customer.object')], fields)).toEqual([['discount.level']]);
  });

  it('a new field touches those that rest on the whole sample', () => {
    const found = touched(sample('"02"'), sample('"02"', ', "other": 1'), [on('customer.object')], fields);
    expect(found).toContainEqual(['customer.object']);
  });

  it('neighboring lines are one change', () => {
    const added = ',\n"other": { "a": 1,\n"b": 2 }';
    const [found, ...others] = changes(sample('"02"'), sample('"02"', added), [on('customer.object')], fields);
    expect(others).toEqual([]);
    expect(found?.after).toContain('"b":2');
  });

  it('an added or removed comma does not touch the field before it, if another line changed', () => {
    const [first] = touched(sample('"02"'), sample('"02"', ', "other": 1'), [on('customer.object')], fields);
    expect(first).toEqual(['customer.object']);
  });

  it('touches no requirement of other sections if none rests on the whole', () => {
    const source = on('lga.license-level', { words: ['level'] });
    expect(touched(sample('"02"'), sample('"03"'), [source], fields)).toEqual([['lga.license-level']]);
  });
});

describe('substance and wording', () => {
  it.each([
    ['a number', 'After 10 days.', 'After 12 days.'],
    ['a code span', 'Use `GOV` here.', 'Use `EDU` here.'],
    ['a value in capitals', 'Use FEDERAL here.', 'Use STATE here.'],
    ['a list of values', '- one\n- two', '- one\n- three'],
    ['a new sentence with a number', 'A text.', 'A text.\n\nIt holds for 3 terms.'],
    ['a row', table('|tags|a|'), table('|tags|b|')],
    ['a sample', '```\na\n```', '```\nb\n```'],
  ])('%s is substance', (_what, before, after) => {
    const found = changes(before, after, [on('customer.tags', { rows: ['tags'] })]);
    expect(found.map(({ isSubstance }) => isSubstance)).toEqual([true]);
  });

  it.each([
    ['a word', 'The customer should not be applied for it.', 'The customer should not have applied for it.'],
    ['an acronym', 'Sent by a VIP customer.', 'Sent by a customer.'],
    ['a digit within a word', 'Not for customers.', 'Not for 3YC customers.'],
    ['a sentence without facts', 'A text.', 'A text.\n\nAnother one of the kind.'],
  ])('%s is wording', (_what, before, after) => {
    expect(changes(before, after, [on('customer.tags')]).map(({ isSubstance }) => isSubstance)).toEqual([false]);
  });
});
