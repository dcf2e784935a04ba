/** The contents page: for each chapter its title, its question and its first figure. */
import path from 'node:path';
import { escapeText } from 'entities';
import { PLOTLY } from '../../figures/picture.js';
import { isCode, type Loaded, type Notebook, titleOf } from '../../notebook/notebook.js';
import { openingOf } from '../chapter.js';

/** The static picture of the first figure, which carries its own text alternative. */
function firstPicture({ cells }: Notebook): string {
  const outputs = cells.filter(isCode).flatMap(cell => cell.outputs);
  const figure = outputs.find(output => output.output_type === 'display_data' && PLOTLY in output.data);
  return figure?.output_type === 'display_data' ? String(figure.data['text/html'] ?? '') : '';
}

function chapter({ file, notebook }: Loaded): string {
  const page = `${path.basename(file, '.ipynb')}.html`;
  return `<section class="chapter"><div>
<h2><a href="${page}">${escapeText(titleOf(notebook))}</a></h2>
<p>${escapeText(openingOf(notebook))}</p>
</div><div>${firstPicture(notebook)}</div></section>`;
}

/** The contents page as HTML. */
export function indexPage(notebooks: Loaded[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>kT ln 2</title>
<link rel="stylesheet" href="assets/report.css">
</head>
<body>
<header><nav aria-label="Collection"><a href="index.html" aria-current="page">kT ln 2</a></nav></header>
<main>
<h1>kT ln 2</h1>
<p>The thermodynamics of computation, worked through with numbers that a reader can re-run. Every number on
these pages was computed by the chapter that shows it and checked again before it was published.</p>
${notebooks.map(chapter).join('\n')}
</main>
</body>
</html>
`;
}
