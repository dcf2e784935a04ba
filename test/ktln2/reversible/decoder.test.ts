import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireBlank } from '#ktln2/reversible/cells';
import { codeLength, contextModel, emptyCode } from 'ktln2/compression';
import { loadPicture } from 'ktln2/image-files';
import { seededRandom } from 'ktln2/numerics';
import { cropPicture, type Picture, staticPicture } from 'ktln2/pictures';
import {
  cellsOverwritten,
  type DecoderMemory,
  decodeCarelessly,
  decoderCells,
  decoderMemory,
  decodeStep,
  drawLatent,
  encodeStep,
  learnStep,
  unlearnStep,
} from 'ktln2/reversible';

const forward = (memory: DecoderMemory, step: typeof decodeStep) => {
  for (let i = 0; i < memory.samples.length; i++) step(memory, i);
};
const backward = (memory: DecoderMemory, step: typeof encodeStep) => {
  for (let i = memory.samples.length - 1; i >= 0; i--) step(memory, i);
};

/** A memory with the latent of a picture in it, and nothing else. */
function encoded(picture: Picture): DecoderMemory {
  const memory = decoderMemory(picture);
  memory.samples.set(picture.samples);
  forward(memory, learnStep);
  backward(memory, encodeStep);
  return memory;
}

const photograph = cropPicture(await loadPicture('astronaut'), { left: 180, top: 60, width: 64, height: 48 });
const pictures = [photograph, staticPicture({ width: 17, height: 9, channels: 3 }, 1)];
const grey = { width: 20, height: 10, channels: 1, samples: new Uint8Array(200).fill(77) };

test('latent in, picture out, all else 0 again; and back', () => {
  for (const picture of [...pictures, grey]) {
    const memory = encoded(picture);
    const latent = { state: memory.code.state, words: memory.code.words.slice() };
    const cells = decoderCells(memory, latent.words.length);
    requireBlank('picture', cells.picture);
    requireBlank('counts', cells.counts);
    forward(memory, decodeStep);
    assert.deepEqual(memory.samples, picture.samples);
    assert.deepEqual(memory.code, emptyCode());
    requireBlank('words', cells.words);
    requireBlank('state', cells.state);
    assert.throws(
      () => requireBlank('counts', cells.counts),
      /^Error: word \d+ of counts is \d+; expected 0/,
    );
    backward(memory, unlearnStep);
    requireBlank('counts', cells.counts);
    forward(memory, learnStep);
    backward(memory, encodeStep);
    requireBlank('picture', cells.picture);
    requireBlank('counts', cells.counts);
    assert.deepEqual(memory.code, latent);
  }
});

test('random latents become pictures and come back', () => {
  const random = seededRandom(1);
  for (let round = 0; round < 30; round++) {
    const size = { width: 1 + (round % 5), height: 1 + (round % 7), channels: 1 + (round % 3) };
    const memory = decoderMemory(size, round % 2 ? { ...grey } : undefined);
    // Two words a sample are the most that a step can take.
    const count = 2 * memory.samples.length;
    memory.code.words = Array.from({ length: count }, () => Math.floor(2 ** 16 * random.uniform()));
    memory.code.state = 2 ** 36 + Math.floor((2 ** 52 - 2 ** 36) * random.uniform());
    const latent = { state: memory.code.state, words: memory.code.words.slice() };
    forward(memory, decodeStep);
    // What was not read is as it was.
    assert.deepEqual(memory.code.words, latent.words.slice(0, memory.code.words.length));
    backward(memory, encodeStep);
    assert.deepEqual(memory.code, latent);
    requireBlank('picture', decoderCells(memory, count).picture);
  }
});

test('a latent that is drawn is read to its last word, and comes back', () => {
  for (const seed of [1, 2, 3]) {
    const size = { width: 16, height: 12, channels: 3 };
    const latent = drawLatent(size, photograph, seed);
    const memory = decoderMemory(size, photograph);
    Object.assign(memory.code, structuredClone(latent));
    forward(memory, decodeStep);
    assert.equal(memory.code.words.length, 0);
    backward(memory, encodeStep);
    assert.deepEqual(memory.code, latent);
  }
});

test('small pictures are drawn with the probabilities of the model', () => {
  const learned = {
    width: 8,
    height: 8,
    channels: 1,
    samples: Uint8Array.from({ length: 64 }, (_, i) => 126 + (i % 4)),
  };
  const { counts } = decoderMemory({ width: 1, height: 1, channels: 1 }, learned);
  const draws = 4000;
  let hits = 0;
  for (let seed = 0; seed < draws; seed++) {
    const memory = decoderMemory({ width: 1, height: 1, channels: 1 }, learned);
    Object.assign(memory.code, drawLatent(memory.size, learned, seed));
    decodeStep(memory, 0);
    if (memory.samples[0] === 128) hits++;
  }
  // The first sample is predicted as 128, in context 0.
  const p = counts.counts[0] / counts.totals[0];
  // Four standard errors of a binomial share.
  assert.ok(
    Math.abs(hits / draws - p) < 4 * Math.sqrt((p * (1 - p)) / draws),
    `${hits / draws} against ${p}`,
  );
});

test('single steps undo each other at any place', () => {
  const memory = encoded(photograph);
  for (let i = 0; i < 500; i++) {
    const before = structuredClone(memory);
    decodeStep(memory, i);
    const after = structuredClone(memory);
    encodeStep(memory, i);
    assert.deepEqual(memory, before);
    decodeStep(memory, i);
    assert.deepEqual(memory, after);
  }
});

test('the latent is as long as the ideal code length of the model, but for rounding and the last state', () => {
  const { code, samples } = encoded(photograph);
  const written = 16 * code.words.length + Math.log2(code.state / 2 ** 36);
  // An interval of w slots out of 2²⁴ is rounded by less than one slot: 1e-3 bits a sample are ample where w > 1000.
  assert.ok(Math.abs(written - codeLength(photograph, contextModel)) < 1e-3 * samples.length);
});

test('a careless decoder makes the same picture; its tally counted by hand on a small one', () => {
  for (const picture of pictures) {
    const { code } = encoded(picture);
    const before = structuredClone(code);
    assert.deepEqual(decodeCarelessly(picture, code).samples, picture.samples);
    assert.deepEqual(code, before);
  }
  const picture = { width: 2, height: 1, channels: 1, samples: Uint8Array.of(130, 131) };
  const { assignments } = decodeCarelessly(picture, encoded(picture).code);
  // Predictions are 128 and 130, the residuals 2 and 1: searches over 3 and 2 counts, two times each.
  assert.equal(assignments.searched, 2 * (3 + 2));
  assert.equal(assignments.index, 2);
  // Each of the two residuals takes 8 bits or so, and the state has room for less than 16: one word moves.
  assert.deepEqual([assignments.state, assignments.length], [3, 1]);
  const perSample = 24 + 8 + 8 + 24 + 8 + 24 + 24 + 52 + 24 + 24;
  assert.equal(cellsOverwritten(assignments), 2 * perSample + 10 * (8 + 24) + 52 + 32);
});

test('the order of the search changes the tally of the searches and, for a tree, of the counts, and nothing else', () => {
  const picture = { width: 3, height: 1, channels: 1, samples: Uint8Array.of(130, 129, 129) };
  const { code } = encoded(picture);
  // Predictions are 128, 130 and 129, the residuals 2, −1 and 0: the 5th, the 2nd and the 1st in zigzag order.
  const iterations = { ascending: 3 + 256 + 1, zigzag: 5 + 2 + 1, tree: 3 * 8, none: 0 };
  const plain = decodeCarelessly(picture, code).assignments;
  for (const order of ['ascending', 'zigzag', 'tree', 'none'] as const) {
    const { samples, assignments } = decodeCarelessly(picture, code, order);
    assert.deepEqual(samples, picture.samples);
    const searched = 2 * iterations[order];
    const count = plain.count + (order === 'tree' ? 3 * 7 : 0);
    assert.deepEqual(assignments, { ...plain, searched, cumulative: searched, count });
  }
  assert.throws(() => decodeCarelessly(picture, code, 'sideways' as 'tree'), {
    name: 'RangeError',
    message: 'order is "sideways"; expected one of ascending, zigzag, tree, none',
  });
});

test('damage is found', () => {
  const memory = encoded(photograph);
  memory.code.words.splice(0, 5);
  assert.throws(() => forward(memory, decodeStep), { message: 'the code ends too early' });
  const uncounted = decoderMemory({ width: 1, height: 1, channels: 1 });
  assert.throws(() => encodeStep(uncounted, 0), {
    name: 'RangeError',
    message: /residual 128 was not counted/,
  });
  assert.throws(() => decoderMemory({ width: 0, height: 1, channels: 3 }), /width is 0/);
  assert.throws(
    () => decoderMemory(grey, { ...grey, samples: new Uint8Array(3) }),
    /picture.samples has length 3; expected/,
  );
});

test('a step writes its scratch once and uncomputes it once; learning needs but three numbers of it', () => {
  const memory = encoded(photograph);
  const written: Record<string, number> = {};
  memory.scratch = new Proxy(memory.scratch, {
    set(target, name, value) {
      written[String(name)] = (written[String(name)] ?? 0) + 1;
      return Reflect.set(target, name, value);
    },
  });
  const foretold = { prediction: 2, context: 2, residual: 2 };
  const all = { ...foretold, slot: 2, start: 2, width: 2 };
  const cells = decoderCells(memory, 0);
  assert.deepEqual([cells.scratch.count, cells.learningScratch.count], [96, 24]);
  for (const [step, expected] of [
    [decodeStep, all],
    [unlearnStep, foretold],
    [learnStep, foretold],
    [encodeStep, all],
  ] as const) {
    for (const name of Object.keys(written)) delete written[name];
    step(memory, 0);
    assert.deepEqual(written, expected);
  }
});

test('a scratch cell that is not 0 after a step is an error', () => {
  const memory = encoded(photograph);
  for (const step of [learnStep, unlearnStep, decodeStep, encodeStep]) {
    memory.scratch.slot = 1;
    assert.throws(() => step(memory, 0), {
      message: /^sample 0 leaves .*"slot":1,.* in the scratch; expected 0, uncomputed$/,
    });
  }
});
