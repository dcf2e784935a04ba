/**
 * Pictures to bytes and back. A code is a stack, so that samples are pushed last to first and popped first to last:
 *
 *   encode: predict and learn x₁ … x_n, then push xₙ … x₁;  decode: (pop xᵢ, learn xᵢ) for i = 1 … n.
 *
 * The file is the last state in 7 bytes, then the words in the order in which they are read. It holds nothing else:
 * the size and the model are agreed on beforehand.
 */
import { type Picture, type PictureSize, requirePicture, requireSize } from '../../pictures';
import type { PictureModel } from './picture-model';
import { emptyCode, RANS_EMPTY, type RansCode, ransPop, ransPush, ransSlot } from './rans';
import { slotInterval, valueAt } from './slot-interval';

const STATE_BYTES = 7;

/** A written code. */
export interface PictureCode {
  bytes: Uint8Array;
  /** Length of the bytes, in bits. */
  bits: number;
  /** Ideal length −log₂ of each sample's probability before rounding, in bits. */
  surprisals: Float64Array;
  /** Sum of the surprisals. */
  idealBits: number;
}

function writeCode({ state, words }: RansCode): Uint8Array {
  const bytes = new Uint8Array(STATE_BYTES + 2 * words.length);
  const view = new DataView(bytes.buffer);
  // The upper 24 and the lower 32 of 56 bits.
  view.setUint16(0, Math.floor(state / 2 ** 40));
  view.setUint8(2, Math.floor(state / 2 ** 32) % 256);
  view.setUint32(3, state % 2 ** 32);
  words.toReversed().forEach((word, i) => {
    view.setUint16(STATE_BYTES + 2 * i, word);
  });
  return bytes;
}

function readCode(bytes: Uint8Array): RansCode {
  if (bytes.length < STATE_BYTES || bytes.length % 2 === 0) {
    throw new RangeError(`bytes has length ${bytes.length}; expected ${STATE_BYTES}, ${STATE_BYTES + 2}, …`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const state = view.getUint16(0) * 2 ** 40 + view.getUint8(2) * 2 ** 32 + view.getUint32(3);
  if (state < RANS_EMPTY || state >= RANS_EMPTY * 2 ** 16) {
    throw new RangeError(
      `the code is damaged: its state is ${state}; expected 2 ** 36 or more, below 2 ** 52`,
    );
  }
  const words = Array.from({ length: (bytes.length - STATE_BYTES) / 2 }, (_, i) =>
    view.getUint16(bytes.length - 2 * (i + 1)),
  );
  return { state, words };
}

/**
 * Codes a picture without loss.
 *
 * @param picture to code
 * @param model that predicts it
 * @throws TypeError if the picture has not as many samples as its size says
 * @see Duda (2013), arXiv:1311.2540
 * @example
 * const picture = staticPicture({ width: 64, height: 64, channels: 3 }, 1);
 * encodePicture(picture, uniformModel).idealBits; // => 98304
 */
export function encodePicture(picture: Picture, model: PictureModel): PictureCode {
  requirePicture(picture);
  const { samples } = picture;
  const predictor = model.predictor(picture);
  const starts = new Uint32Array(samples.length);
  const widths = new Uint32Array(samples.length);
  const surprisals = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const probabilities = predictor.predict(samples, i);
    const { start, width } = slotInterval(probabilities, samples[i]);
    starts[i] = start;
    widths[i] = width;
    surprisals[i] = -Math.log2(probabilities[samples[i]]);
    predictor.update(samples, i);
  }
  const code = emptyCode();
  for (let i = samples.length - 1; i >= 0; i--) ransPush(code, { start: starts[i], width: widths[i] });
  const bytes = writeCode(code);
  const idealBits = surprisals.reduce((sum, bits) => sum + bits, 0);
  return { bytes, bits: 8 * bytes.length, surprisals, idealBits };
}

/**
 * Decodes a picture.
 *
 * @param bytes written by {@link encodePicture}
 * @param size of the picture
 * @param model that it was coded with
 * @throws RangeError if the bytes cannot be a code
 * @throws Error if the code is damaged, or belongs to another size or model
 * @example
 * const picture = staticPicture({ width: 16, height: 8, channels: 3 }, 1);
 * const decoded = decodePictureCode(encodePicture(picture, histogramModel).bytes, picture, histogramModel);
 * decoded.samples.every((sample, i) => sample === picture.samples[i]); // => true
 */
export function decodePictureCode(bytes: Uint8Array, size: PictureSize, model: PictureModel): Picture {
  const samples = new Uint8Array(requireSize(size));
  const code = readCode(bytes);
  const predictor = model.predictor(size);
  for (let i = 0; i < samples.length; i++) {
    const { value, interval } = valueAt(predictor.predict(samples, i), ransSlot(code));
    ransPop(code, interval);
    samples[i] = value;
    predictor.update(samples, i);
  }
  requireEmpty(code);
  return { width: size.width, height: size.height, channels: size.channels, samples };
}

/**
 * Of 2³⁶ damaged codes about one passes this check. Under the uniform model all may pass: there each code of the
 * right length stands for some picture.
 */
function requireEmpty({ state, words }: RansCode): void {
  if (words.length > 0) {
    throw new Error(
      `the code is damaged or of another size or model: ${2 * words.length} bytes are left over`,
    );
  }
  if (state !== RANS_EMPTY) {
    throw new Error(
      `the code is damaged or of another size or model: its last state is ${state}; expected 2 ** 36`,
    );
  }
}
