/** Image files to samples of 8 bits, and the pictures that ship with the project. */
import sharp from 'sharp';
import { dataSource, readDataFile, SOURCE_ENDING } from '../data';
import { type Picture, sizeText } from '../pictures';

/**
 * Decodes a picture file to its samples of 8 bits, as stored: no colour profile is applied.
 *
 * @param file content of a PNG, WebP, AVIF or JPEG file. A JPEG's samples are those that the decoder makes of it.
 * @throws Error if the file is damaged or its samples do not have 8 bits
 * @see W3C, PNG specification, 3rd ed. (2025), https://www.w3.org/TR/png-3/
 * @example
 * (await decodePicture(readDataFile('astronaut'))).width; // => 512
 */
export async function decodePicture(file: Uint8Array): Promise<Picture> {
  // Below 'error', a truncated file would be decoded as far as it goes.
  const image = sharp(file, { failOn: 'warning', ignoreIcc: true });
  try {
    const { depth } = await image.metadata();
    if (depth !== 'uchar') throw new TypeError(`its samples are of kind ${depth}; expected 8 bits (uchar)`);
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return { width, height, channels, samples: new Uint8Array(data) };
  } catch (error) {
    throw new Error(`file is not a picture that can be decoded exactly: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/**
 * Loads a picture that ships with the project and verifies its hash and its size.
 *
 * @param id the picture's id, which is its file's name without the ending, or its path inside data/
 * @throws RangeError if there is no such data set, or it is not called a picture
 * @throws Error if the file is missing, changed, of another size, or cannot be decoded
 * @example
 * (await loadPicture('astronaut')).samples.length; // => 786432
 */
export async function loadPicture(id: string, folder?: string): Promise<Picture> {
  const { file, picture: size } = dataSource(id, folder);
  if (!size) {
    throw new RangeError(`id is "${id}", data/${file}; expected the id of a picture`);
  }
  const picture = await decodePicture(readDataFile(id, folder));
  if (sizeText(picture) !== sizeText(size)) {
    throw new Error(
      `data/${file} has ${sizeText(picture)} samples; expected ${sizeText(size)} as in data/${file}${SOURCE_ENDING}`,
    );
  }
  return picture;
}
