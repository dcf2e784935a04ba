/** The committed notebooks themselves: any change to any of their outputs must be caught. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareOutputs } from '#tooling/check/compare';
import { PLOTLY } from '#tooling/check/picture';
import { allNotebooks } from '#tooling/commands/notebooks';
import { formatNotebook, isCode, type Output, readNotebook } from '#tooling/notebook/notebook';
import { rulesOf } from '#tooling/notebook/rules';
import { shown } from '#tooling/paths';
import { README_FIGURE, readmePicture } from '#tooling/publish/readme-figure';
import { readFileSync } from 'node:fs';

/** Copies of an output with one thing changed in each: a word, a digit, a trace value, the picture. */
function tampered(output: Output): { what: string; output: Output }[] {
  const changed = (what: string, change: (copy: Output) => void) => {
    const copy = structuredClone(output);
    change(copy);
    return { what, output: copy };
  };
  const edited = (text: unknown) => {
    const digits = /\d(?!.*\d)/s.exec(String(text));
    if (!digits) return `${text} and more`;
    const i = digits.index;
    return `${String(text).slice(0, i)}${(Number(digits[0]) + 5) % 10}${String(text).slice(i + 1)}`;
  };
  if (output.output_type === 'stream') {
    return [changed('word', o => Object.assign(o, { text: `${output.text}more` }))];
  }
  return Object.keys(output.data).map(mime =>
    changed(mime, copy => {
      const { data } = copy as Extract<Output, { output_type: 'display_data' }>;
      if (mime === PLOTLY) (data[mime] as { layout: { title: { text: string } } }).layout.title.text += '.';
      else data[mime] = edited(data[mime]);
    }),
  );
}

test('the picture in the README is the one in the notebook', () => {
  assert.ok(readFileSync(README_FIGURE).equals(readmePicture()));
});

for (const file of allNotebooks()) {
  describe(shown(file), () => {
    const notebook = readNotebook(file);
    const cells = notebook.cells.filter(isCode);

    test('is stored clean: formatting it changes nothing', () => {
      assert.equal(formatNotebook(notebook), readFileSync(file, 'utf8'));
    });

    test('every change to a compared output is caught', async () => {
      let caught = 0;
      for (const cell of cells) {
        const { rules } = rulesOf(cell);
        if (rules.live) continue;
        for (const [i, output] of cell.outputs.entries()) {
          for (const { what, output: changed } of tampered(output)) {
            const committed = cell.outputs.map((o, j) => (j === i ? changed : o));
            // The change is made to what is committed; the run gives what was there before.
            const differences = await compareOutputs(committed, cell.outputs, {
              rtol: 0,
              atol: 0,
            });
            assert.notEqual(differences.length, 0, `cell ${cell.id}, output ${i + 1}, ${what}`);
            caught += 1;
          }
        }
      }
      assert.ok(caught > 10, `only ${caught} outputs were tried`);
    });

    test('stored outputs carry no path of the machine that made them', () => {
      for (const { id, outputs } of cells) {
        const text = JSON.stringify(outputs).replace(/base64,[^"\\]+/g, '');
        assert.doesNotMatch(text, /(^|[\s"'(])\/(home|Users|root|tmp|work)\/|[A-Z]:\\\\/, `cell ${id}`);
      }
    });
  });
}
