/**
 * The decoder of a coded picture as reversible steps. Step i takes sample xᵢ out of the latent,
 *
 *   (latent, x₁ … xᵢ₋₁, blank cells, counts) ↔ (shorter latent, x₁ … xᵢ₋₁, xᵢ, counts with xᵢ).
 *
 * Popping a symbol and counting it are bijections in place. All else is scratch that is written into blank cells
 * and uncomputed before the step ends, while what it was computed from is still there. A full decoder runs
 * i = 1 … n; run backwards, step by step, it is the encoder.
 */
import {
  learnResidual,
  ransPop,
  ransPush,
  ransSlot,
  residualAt,
  residualContext,
  residualInterval,
  residualOf,
  unlearnResidual,
} from '../compression';
import type { DecoderMemory } from './decoder-memory';

/** Adds to cells what they are a function of, or subtracts it again: +1 computes, −1 uncomputes. */
type Sign = 1 | -1;

function predict({ samples, size, scratch }: DecoderMemory, i: number, sign: Sign): void {
  const { prediction, context } = residualContext(samples, i, size);
  scratch.prediction += sign * prediction;
  scratch.context += sign * context;
}

function findInterval({ counts, scratch }: DecoderMemory, sign: Sign): void {
  const { start, width } = residualInterval(counts, scratch.context, scratch.residual);
  scratch.start += sign * start;
  scratch.width += sign * width;
}

/** From the latent to the residual; the slot is copied from the latent, used, and uncomputed. */
function findResidual({ code, counts, scratch }: DecoderMemory, sign: Sign): void {
  scratch.slot += ransSlot(code);
  scratch.residual += sign * residualAt(counts, scratch.context, scratch.slot);
  scratch.slot -= ransSlot(code);
}

function compareWithSample({ samples, scratch }: DecoderMemory, i: number, sign: Sign): void {
  scratch.residual += sign * residualOf(samples[i], scratch.prediction);
}

function requireClean({ scratch }: DecoderMemory, i: number): void {
  const { prediction, context, slot, residual, start, width } = scratch;
  // Comparisons, not a sum, so that NaN does not pass for clean.
  const searched = slot === 0 && residual === 0 && start === 0 && width === 0;
  if (searched && prediction === 0 && context === 0) return;
  throw new Error(`sample ${i} leaves ${JSON.stringify(scratch)} in the scratch; expected 0, uncomputed`);
}

/**
 * Decodes a sample: pops it from the latent, writes it into blank cells, counts it. {@link encodeStep} undoes it.
 *
 * @param memory which it changes
 * @param i index of the sample; all before it are decoded
 * @throws Error if the latent ends too early, or a scratch cell is not 0 after the step
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const memory = decoderMemory({ width: 1, height: 1, channels: 1 });
 * memory.code.state = 2 ** 44 + 2 ** 23;
 * decodeStep(memory, 0);
 * [memory.samples[0], memory.counts.totals[7]]; // => [0, 256]
 */
export function decodeStep(memory: DecoderMemory, i: number): void {
  const { code, samples, counts, scratch } = memory;
  predict(memory, i, 1);
  findResidual(memory, 1);
  findInterval(memory, 1);
  ransPop(code, scratch);
  samples[i] += scratch.prediction + scratch.residual;
  findInterval(memory, -1);
  learnResidual(counts, scratch.context, scratch.residual);
  compareWithSample(memory, i, -1);
  predict(memory, i, -1);
  requireClean(memory, i);
}

/**
 * Encodes a sample: {@link decodeStep} backwards. The sample's cells are blank afterwards.
 *
 * @param memory which it changes; all samples up to `i` are in it and counted
 * @param i index of the sample; all after it are encoded
 * @throws RangeError if the sample was not counted
 * @throws Error if a scratch cell is not 0 after the step
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const memory = decoderMemory({ width: 1, height: 1, channels: 1 });
 * memory.code.state = 2 ** 44 + 2 ** 23;
 * decodeStep(memory, 0);
 * encodeStep(memory, 0);
 * memory.code.state - 2 ** 44 - 2 ** 23; // => 0
 */
export function encodeStep(memory: DecoderMemory, i: number): void {
  const { code, samples, counts, scratch } = memory;
  predict(memory, i, 1);
  compareWithSample(memory, i, 1);
  unlearnResidual(counts, scratch.context, scratch.residual);
  findInterval(memory, 1);
  samples[i] -= scratch.prediction + scratch.residual;
  ransPush(code, scratch);
  findInterval(memory, -1);
  findResidual(memory, -1);
  predict(memory, i, -1);
  requireClean(memory, i);
}

function countSample(memory: DecoderMemory, i: number, count: typeof learnResidual): void {
  const { counts, scratch } = memory;
  predict(memory, i, 1);
  compareWithSample(memory, i, 1);
  count(counts, scratch.context, scratch.residual);
  compareWithSample(memory, i, -1);
  predict(memory, i, -1);
  requireClean(memory, i);
}

/**
 * Counts a sample of a picture that is there. {@link unlearnStep} undoes it.
 *
 * @param memory whose counts it changes
 * @param i index of the sample
 * @example
 * const memory = decoderMemory({ width: 1, height: 1, channels: 1 });
 * learnStep(memory, 0);
 * memory.counts.totals[0]; // => 272
 */
export function learnStep(memory: DecoderMemory, i: number): void {
  countSample(memory, i, learnResidual);
}

/**
 * Takes a sample out of the counts again, with the picture as its guide: {@link learnStep} backwards.
 *
 * @param memory whose counts it changes
 * @param i index of the sample
 * @throws RangeError if the sample was not counted
 * @example
 * const memory = decoderMemory({ width: 1, height: 1, channels: 1 });
 * learnStep(memory, 0);
 * unlearnStep(memory, 0);
 * memory.counts.totals[0]; // => 256
 */
export function unlearnStep(memory: DecoderMemory, i: number): void {
  countSample(memory, i, unlearnResidual);
}
