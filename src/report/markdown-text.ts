import { oneLine } from './visible-text.js';

const CELL_LIMIT = 200;

/** A text on one line, escaped so that nothing in it acts as Markdown, HTML, a link or a mention. */
export function escaped(text: string): string {
  const line = oneLine(text);
  const shortened = line.length > CELL_LIMIT ? `${line.slice(0, CELL_LIMIT)}…` : line;
  return shortened
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
