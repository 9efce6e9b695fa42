import { describe, expect, it } from 'vitest';
import { bodyText } from '../../../src/report/html/body-text.js';

/** The text with the marked lines between guillemets. */
function shown(body: unknown, ...paths: string[]): string {
  return bodyText(body, new Set(paths))
    .map(({ text, marked }) => (marked ? `«${text}»` : text))
    .join('\n');
}

describe('bodyText', () => {
  it('is the indented JSON of the body', () => {
    const body = { a: 1, b: [true, null, { c: 'x' }], d: {}, e: [] };
    expect(shown(body)).toBe(JSON.stringify(body, null, 2));
  });

  it('marks a value, with all of its lines', () => {
    expect(shown({ a: 1, b: { c: 2 } }, 'b')).toBe('{\n  "a": 1,\n«  "b": {\n    "c": 2\n  }»\n}');
  });

  it('marks an item of an array', () => {
    expect(shown({ a: [{ b: 1 }, { b: 2 }] }, 'a[1].b')).toContain('«      "b": 2»');
  });

  it('shows what is absent where it should have been', () => {
    expect(shown({ a: { b: 1 } }, 'a.c')).toBe('{\n  "a": {\n    "b": 1\n«    "c" is absent»\n  }\n}');
    expect(shown({ a: {} }, 'a.c')).toContain('«    "c" is absent»');
    expect(shown({}, 'c')).toContain('«  "c" is absent»');
  });

  it('marks a field whose name looks like a path', () => {
    expect(shown({ 'a.b[0]': 1 }, 'a.b[0]')).toContain('«  "a.b[0]": 1»');
  });

  it('shows what was not JSON as the text that describes it', () => {
    expect(shown('[not-json: 12 bytes of text/html]', 'a')).toBe('[not-json: 12 bytes of text/html]');
  });

  it('folds a long body around the marks', () => {
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, index]));
    const text = shown(body, 'f4000');
    expect(text).toContain('«  "f4000": 4000,»');
    expect(text).toContain('"f3995"');
    expect(text).toContain('lines left out');
    expect(text.split('\n').length).toBeLessThan(150);
  });

  it('shortens a huge value', () => {
    expect(shown({ a: 'x'.repeat(1_000_000) }).length).toBeLessThan(3000);
  });

  it('does not choke on a body that is all marks', () => {
    const body = Array.from({ length: 3000 }, (_, index) => index);
    expect(shown({ a: body }, ...body.map((index) => `a[${index}]`)).split('\n').length).toBeLessThan(400);
  });
});
