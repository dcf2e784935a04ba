/** Drawing figures: with a Chromium where there is one, and with something that is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureBundle } from 'ktln2/notebook';
import { Artist, findChromium } from '#tooling/figures/chromium';
import { PLOTLY, pictureHtml, pictureProblem } from '#tooling/figures/picture';
import { at } from '#tooling/ktln2/paths';

const axis = (text: string) => ({ title: { text } });
const bundle = figureBundle({
  data: [{ x: [1, 2], y: [3, 4] }],
  layout: { title: { text: 'Rise' }, xaxis: axis('t (s)'), yaxis: axis('x (m)') },
  caption: 'It rises.',
  alt: 'A rising line.',
});

test('a figure is drawn as the picture that belongs to it', {
  skip: !findChromium() && 'no Chromium',
}, async () => {
  const artist = await Artist.open(at());
  try {
    const drawn = await artist.draw(bundle[PLOTLY]);
    const html = pictureHtml(bundle[PLOTLY], drawn);
    assert.equal(pictureProblem({ ...bundle, 'text/html': html }), undefined);
    // The blue line takes a palette (PNG's colour type 3); without it there are only greys (type 0).
    const colourType = (png: string) => Buffer.from(png, 'base64')[25];
    const grey = await artist.draw({ ...(bundle[PLOTLY] as object), data: [] });
    assert.deepEqual([drawn, grey].map(colourType), [3, 0]);
    await assert.rejects(
      artist.draw({ data: 'none', layout: { width: -1, height: 0 } }),
      /a figure could not be drawn: /,
    );
  } finally {
    await artist.close();
  }
});

test('what is no Chromium is told by its path, and what is missing by its name', async () => {
  const { CHROMIUM } = process.env;
  process.env.CHROMIUM = process.execPath;
  try {
    await assert.rejects(Artist.open(at()), (error: Error) => {
      assert.ok(
        error.message.startsWith(`a figure changed, and Chromium at ${process.execPath} does not work: `),
      );
      // Of the browser, and not of a package that was loaded wrongly.
      assert.match(error.message, /browser|launch/i);
      assert.doesNotMatch(error.message, /undefined/);
      return true;
    });
    await assert.rejects(Artist.open('/'), /drawing it takes the package playwright-core; run: npm install/);
    process.env.CHROMIUM = at('none');
    await assert.rejects(Artist.open(at()), /no Chromium was found to redraw its static picture; install it/);
  } finally {
    if (CHROMIUM === undefined) delete process.env.CHROMIUM;
    else process.env.CHROMIUM = CHROMIUM;
  }
});
