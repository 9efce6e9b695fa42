import { describe, expect, it } from 'vitest';
import { sectionsOfDescription } from '../../../src/docs/description.js';
import { sectionsOfMarkdown } from '../../../src/docs/page.js';

const textsOf = (markdown: string): string[] =>
  sectionsOfMarkdown(markdown).flatMap(({ passages }) => passages.map(({ text }) => text));

describe('a rendered page', () => {
  it.each([
    ['padding of a table', '| a | b |\n|--|--|\n| x   |y|', '|a|b|\n|:----|:--|\n|x|y   |'],
    ['line breaks in a cell', '|a|\n|--|\n|x<br>y|', '|a|\n|--|\n|x \\<br /\\> y|'],
    ['the target of a link', 'See [the list](list.md).', 'See [the list](../other/list.md#top).'],
    ['emphasis', '**Required**. A *token*', 'Required. A token'],
    ['line ends', 'One line\nand another', 'One line\r\nand another'],
    ['if a paragraph is broken', 'One two\nthree', 'One\ntwo three'],
    ['escaped characters', 'HVD_MIGRATED {id}', 'HVD\\_MIGRATED \\{id\\}'],
    ['the bullets of a list', '- a\n- b', '* a\n* b'],
    ['the language of a code block', '```json\n{"a":1}\n```', '```\n{"a":1}\n```'],
    ['the layout of JSON', '```json\n{ "a": [ "x" ] }\n```', '```json\n{\n    "a": [\n        "x"\n    ]\n}\n```'],
    ['front matter, imports and comments', 'Text', '---\ntitle: T\n---\nimport A from "a"\n\n{/* note */}\n\nText'],
    ['the picture behind a description', '![Flow](a.png)', '![Flow](b.png)'],
  ])('does not change with %s', (_what, one, other) => {
    expect(textsOf(one)).toEqual(textsOf(other));
  });

  it.each([
    ['a word', 'A token', 'A key'],
    ['a cell', '|a|\n|--|\n|x|', '|a|\n|--|\n|y|'],
    ['a comma in a sample', '```json\n{"a": 1}\n```', '```json\n{"a": 1,}\n```'],
    ['white space within a string', '```json\n{"a": "x y"}\n```', '```json\n{"a": "xy"}\n```'],
  ])('changes with %s', (_what, one, other) => {
    expect(textsOf(one)).not.toEqual(textsOf(other));
  });
});

describe('sections', () => {
  it('end at the next heading, whatever its level', () => {
    const sections = sectionsOfMarkdown('# A\n\none\n\n### B\n\ntwo\n\n## C\n\nthree');
    expect(sections.map(({ headings, passages }) => [headings.join('/'), ...passages.map(({ text }) => text)])).toEqual(
      [[''], ['A', 'one'], ['A/B', 'two'], ['A/C', 'three']],
    );
  });

  it('may begin within a list', () => {
    const [, , inner] = sectionsOfMarkdown('# A\n\n1. one\n\n   ### B `x`\n\n   two');
    expect(inner).toMatchObject({ headings: ['A', 'B x'], passages: [{ text: 'two' }] });
  });
});

describe('a description in JSON', () => {
  it('has a section for each definition and a row for each property', () => {
    const [address] = sectionsOfDescription(
      '{"definitions":{"Address":{"required":["city"],"properties":{"city":{"type":"string"}}}}}',
    );
    expect(address).toMatchObject({
      headings: ['Address'],
      passages: [
        { kind: 'code', text: '{"required":["city"]}' },
        { kind: 'row', key: 'city', text: 'city | {"type":"string"}' },
      ],
    });
  });

  it.each(['', '[]', '{"definitions":[]}', 'no JSON'])('has no sections if it is %j', (text) => {
    expect(sectionsOfDescription(text)).toEqual([]);
  });
});
