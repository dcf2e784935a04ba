import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staticPicture } from 'ktln2/pictures';
import { bookedDecoder, decoderMemory, drawLatent, Ledger, wordCells } from 'ktln2/reversible';

const size = { width: 6, height: 5, channels: 3 };
const learned = staticPicture(size, 4);

test('out and back: each end is what it should be, and coins are returned only while nobody holds a copy', () => {
  for (const seed of [1, 2, 3]) {
    const latent = drawLatent(size, learned, seed);
    const memory = decoderMemory(size, learned);
    const ledger = new Ledger();
    const decoder = bookedDecoder(ledger, memory, latent);
    decoder.draw();
    const drawn = 36 + 16 * latent.words.length;
    assert.equal(ledger.totals().bits.drawn, drawn);
    decoder.out();
    assert.deepEqual(memory.code.words, []);
    assert.ok(memory.samples.some(sample => sample > 0));
    // The picture and the cells of the last state, nothing else.
    assert.equal(ledger.totals().cells.held, 8 * 90 + 52);
    const screen = new Uint8Array(90);
    const copying = () =>
      memory.samples.forEach((sample, i) => {
        screen[i] ^= sample;
      });
    ledger.show('viewer', wordCells(screen), ['picture'], copying);
    decoder.back();
    assert.deepEqual(memory.code, latent);
    assert.deepEqual(memory.samples, new Uint8Array(90));
    assert.throws(() => ledger.giveBack(['words', 'state']), { message: /^viewer still holds/ });
    decoder.out();
    assert.deepEqual(memory.samples, screen);
    ledger.uncompute(['viewer'], copying);
    decoder.back();
    ledger.giveBack(['words', 'state']);
    const { cells, bits } = ledger.totals();
    assert.deepEqual([cells.held, cells.forgotten, bits.returned], [0, 0, drawn]);
    assert.equal(cells.drawn + cells.copied, cells.returned + cells.uncomputed);
  }
});

test('a memory that is not blank is no place to begin', () => {
  const latent = drawLatent(size, learned, 1);
  const memory = decoderMemory(size, learned);
  memory.samples[7] = 3;
  const ledger = new Ledger();
  const decoder = bookedDecoder(ledger, memory, latent);
  decoder.draw();
  assert.throws(() => decoder.out(), { message: 'word 7 of picture is 3; expected 0, a blank cell' });
});
