/** Image files: read, coded, put into figures. Needs Node. */
export { greyDataUri, pictureDataUri } from './data-uri';
export { decodePicture, loadPicture } from './decode';
export { GALLERY_IDS, type GalleryId, galleryPicture } from './gallery';
export { type LosslessCode, losslessCode, type LosslessFormat, verifyCode } from './lossless';
export { type LossyCode, lossyCode, type LossyFormat } from './lossy';
