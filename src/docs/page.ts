import { lexer, type Token, type Tokens } from 'marked';
import { canonicalCode } from './code.js';

/** A unit of text: a paragraph, an item of a list, a row of a table, a code block. */
export interface Passage {
  readonly kind: 'text' | 'item' | 'row' | 'code';
  /** As it is rendered: without markup, link targets, line breaks and padding. Code has a line for each value. */
  readonly text: string;
  /** The code spans of a text, in order. */
  readonly spans: readonly string[];
  /** The first cell of a row. */
  readonly key?: string;
  /** The header of the table that a row is in. */
  readonly header?: string;
}

/** The text below one heading and above the next. */
export interface Section {
  /** The heading, preceded by those above it, the outermost first; empty above the first heading. */
  readonly headings: readonly string[];
  readonly passages: readonly Passage[];
}

/** The sections of a page in Markdown, as a reader sees them. */
export function sectionsOfMarkdown(markdown: string): Section[] {
  const reading = new Reading();
  reading.blocks(lexer(withoutSource(markdown), { gfm: true }));
  return reading.sections;
}

/** Removes what a page in MDX contains for its compiler only: front matter, imports, comments. */
function withoutSource(markdown: string): string {
  return markdown
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff?---\n[\s\S]*?\n---\n/, '')
    .replace(/^(import .* from .*|import ['"].*|export (const|default) .*)$/gm, '')
    .replace(/\{\/\*[\s\S]*?\*\/\}|<!--[\s\S]*?-->/g, '');
}

class Reading {
  readonly sections: Section[] = [];
  private readonly open: { depth: number; text: string }[] = [];
  private passages: Passage[] = [];

  constructor() {
    this.section();
  }

  blocks(tokens: readonly Token[], kind: 'text' | 'item' = 'text'): void {
    for (const token of tokens as readonly Tokens.Generic[]) {
      if (token.type === 'heading') this.heading(token as Tokens.Heading);
      else if (token.type === 'table') this.table(token as Tokens.Table);
      else if (token.type === 'list') (token as Tokens.List).items.forEach((item) => this.blocks(item.tokens, 'item'));
      else if (token.type === 'blockquote') this.blocks((token as Tokens.Blockquote).tokens);
      else if (token.type === 'code') this.code(token as Tokens.Code);
      else if (['paragraph', 'text', 'html'].includes(token.type)) this.add({ kind, ...rendered(token) });
    }
  }

  private heading(token: Tokens.Heading): void {
    while ((this.open.at(-1)?.depth ?? 0) >= token.depth) this.open.pop();
    this.open.push({ depth: token.depth, text: rendered(token).text });
    this.section();
  }

  private section(): void {
    this.passages = [];
    this.sections.push({ headings: this.open.map(({ text }) => text), passages: this.passages });
  }

  private table({ header, rows }: Tokens.Table): void {
    const cellsOf = (row: readonly Tokens.TableCell[]): string[] =>
      row.map(({ tokens }) => rendered({ type: 'paragraph', raw: '', tokens }).text);
    const headerText = cellsOf(header).join(' | ');
    for (const cells of rows.map(cellsOf)) {
      this.add({ kind: 'row', text: cells.join(' | '), spans: [], key: cells[0] ?? '', header: headerText });
    }
  }

  private code({ text }: Tokens.Code): void {
    this.add({ kind: 'code', text: canonicalCode(text), spans: [] });
  }

  private add(passage: Passage): void {
    if (/[^\s|]/.test(passage.text)) this.passages.push(passage);
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The text of a token and its children as a reader sees it. */
function rendered(token: Tokens.Generic): { text: string; spans: string[] } {
  const spans: string[] = [];
  const textOf = (part: Tokens.Generic): string => {
    const text = (part['text'] as string | undefined) ?? '';
    if (part.type === 'codespan') spans.push(text);
    if (part.type === 'codespan' || part.type === 'escape') return text;
    if (part.type === 'br') return ' ';
    if (part.type === 'image') return '';
    if (part.type === 'html') return text.replace(/<[^>]*>/g, ' ');
    if (part.tokens !== undefined) return part.tokens.map(textOf).join('');
    return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name] ?? '');
  };
  // Most pages escape the brackets of a line break.
  const text = textOf(token).replace(/<\/?br\s*\/?\s*>/gi, ' ');
  return {
    text: text
      .replace(/[\u200b\ufeff]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    spans,
  };
}
