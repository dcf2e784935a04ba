/** What a chapter says of itself: it opens with its title, and below that with its question. */
import type { Notebook } from '../notebook/notebook.js';

/** Markdown's emphasis and links as plain text. */
const plain = (markdown: string) => markdown.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '');

/** The first paragraph below the title, which holds the question. */
export function openingOf({ cells }: Notebook): string {
  const paragraphs = cells[0]?.source.split(/\n\s*\n/) ?? [];
  return plain(paragraphs.find(text => !text.startsWith('#')) ?? '')
    .replaceAll('\n', ' ')
    .trim();
}

/** The first sentence of the opening that asks something; undefined if none does. */
export function questionOf(notebook: Notebook): string | undefined {
  const sentences = openingOf(notebook).split(/(?<=[.?!])\s+(?=\p{Lu})/u);
  return sentences.find(sentence => sentence.endsWith('?'));
}
