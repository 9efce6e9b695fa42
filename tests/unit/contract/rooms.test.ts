import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The rows of the table of CONTRIBUTING.md that name a main file. */
const rooms = [
  ...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| `src\/([a-z-]+)\/` +\| (.*?) +\| `([a-z-]+\.ts)` +\|$/gm),
].map(([, room = '', sentence = '', file = '']) => ({ room, sentence, file }));

describe('the table of rooms', () => {
  it('has every hand-written folder of src', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((it) => it.isDirectory());
    const names = folders.map(({ name }) => name).filter((name) => name !== 'generated');
    expect(rooms.map(({ room }) => room).sort()).toEqual(names.sort());
  });

  it.each(rooms)('describes $room like its main file', ({ room, sentence, file }) => {
    const [first] = readFileSync(`src/${room}/${file}`, 'utf8').split('\n');
    expect(first).toBe(`/** ${sentence}. */`);
  });
});
