/** Pictures as samples of 8 bits: static, rearranged, small. */
export {
  type Picture,
  pictureBits,
  type PictureSize,
  requirePicture,
  requireSize,
  sizeText,
  staticPicture,
} from './picture';
export { shiftBands, shuffleTiles } from './rearranged';
export { cropPicture, shrinkPicture } from './thumbnail';
