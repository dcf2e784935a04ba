/**
 * How many bits a token of output carries depends on what the receiver knows beforehand. Two declared choices:
 *
 *   log₂ V            every one of V words equally likely: a ceiling for any text,
 *   h · s             h bits a byte for a reader with a good model of the language, s bytes a token: an estimate.
 */
import { requireInteger, requirePositive } from '../arguments';

/**
 * The most that one choice among V words can carry, log₂ V, in bits.
 *
 * @param vocabularySize number V of different tokens
 * @throws RangeError if `vocabularySize` is not a positive integer
 * @see Shannon, Bell Syst. Tech. J. 27 (1948) 379, section 6
 * @example
 * vocabularyBits(128256); // => 16.97
 */
export function vocabularyBits(vocabularySize: number): number {
  return Math.log2(requireInteger('vocabularySize', vocabularySize, { min: 1 }));
}

/**
 * The bits of a token for a reader whose model of the language needs `bitsPerByte`.
 *
 * @param bitsPerByte measured cross-entropy h of text under a model, in bits per byte
 * @param bytesPerToken mean length s of a token, in bytes
 * @throws RangeError if an argument is not a positive number
 * @example
 * crossEntropyBits(0.92, 4); // => 3.68
 */
export function crossEntropyBits(bitsPerByte: number, bytesPerToken: number): number {
  requirePositive('bitsPerByte', bitsPerByte, 'bits per byte');
  requirePositive('bytesPerToken', bytesPerToken, 'bytes');
  return bitsPerByte * bytesPerToken;
}
