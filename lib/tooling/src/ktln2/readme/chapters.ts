/** The README's table of chapters, from the notebooks themselves. */
import { PlainError } from '../../errors.js';
import { type Loaded, titleOf } from '../../notebook/notebook.js';
import { questionOf } from '../chapter.js';

/** A text as it is, in a table's cell. */
const inCell = (text: string) => text.replace(/[|[\]<]/g, '\\$&');

function row({ name, notebook }: Loaded): string {
  // What stands behind a colon explains a title, and is for those who open the chapter.
  const title = titleOf(notebook).split(': ')[0];
  if (!title) throw new PlainError(`${name} has no title; expected "# N · Title" in its first cell of text`);
  const question = questionOf(notebook);
  if (!question) {
    throw new PlainError(
      `${name} asks nothing in its opening; expected a question below the title, ending with "?"`,
    );
  }
  const link = encodeURI(name).replaceAll('(', '%28').replaceAll(')', '%29');
  return `| [${inCell(title)}](${link}) | ${inCell(question)} |`;
}

/** One row a chapter, in the order in which they are given. */
export const chapterTable = (chapters: Loaded[]): string =>
  ['| chapter | question |', '|---|---|', ...chapters.map(row)].join('\n');
