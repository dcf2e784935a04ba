/**
 * Fields of heat: one real number uᵢ for each pixel, row by row. A picture becomes one by its luminance
 *
 *   Y = 0.2126 R + 0.7152 G + 0.0722 B
 *
 * (the weights of ITU-R BT.709, here on the stored samples, as its Y′ is), and a field a picture by rounding.
 */
import { requireNumber } from '../arguments';
import { type Picture, requirePicture, requireSize } from '../pictures';

/** Heat on a rectangle of pixels. */
export interface HeatField {
  /** In pixels. */
  width: number;
  /** In pixels; 1 for a chain. */
  height: number;
  /** u, row by row from the top. */
  values: Float64Array;
}

const LUMA = [0.2126, 0.7152, 0.0722];

/**
 * The grey levels of a picture as real numbers.
 *
 * @param picture with 1 or 3 channels
 * @param offset added to each level, so that a logarithm may be taken of black
 * @throws RangeError if the picture has another number of channels, or the offset is negative
 * @see ITU-R Recommendation BT.709-6 (2015), item 3.2
 * @example
 * greyField({ width: 1, height: 1, channels: 3, samples: Uint8Array.of(255, 0, 0) }).values[0]; // => 54.213
 */
export function greyField(picture: Picture, offset = 0): HeatField {
  requirePicture(picture);
  requireNumber('offset', offset, { min: 0 });
  const { width, height, channels, samples } = picture;
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`picture.channels is ${channels}; expected 1 or 3`);
  }
  const weights = channels === 1 ? [1] : LUMA;
  const values = Float64Array.from({ length: width * height }, (_, i) =>
    weights.reduce((sum, weight, c) => sum + weight * samples[i * channels + c], offset),
  );
  return { width, height, values };
}

/**
 * A field as a grey picture: values are rounded, and what lies below 0 or above 255 goes to the nearer end.
 *
 * @param field to be shown
 * @throws RangeError if the field has not as many values as its size says
 * @example
 * fieldPicture({ width: 3, height: 1, values: Float64Array.of(-7, 1.6, 999) }).samples; // => Uint8Array.of(0, 2, 255)
 */
export function fieldPicture(field: HeatField): Picture {
  requireField(field);
  const { width, height, values } = field;
  const samples = Uint8Array.from(values, value => Math.min(255, Math.max(0, Math.round(value))));
  return { width, height, channels: 1, samples };
}

/** Checks that a field has as many values as its size says; throws a RangeError if not. */
export function requireField({ width, height, values }: HeatField): void {
  const expected = requireSize({ width, height, channels: 1 });
  if (values.length !== expected) {
    throw new RangeError(`field.values has ${values.length} values; expected ${expected}, one a pixel`);
  }
}
