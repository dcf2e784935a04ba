/** Image files: read, coded without loss, put into figures. Needs Node. */
export { greyDataUri, pictureDataUri } from './data-uri';
export { decodePicture, loadPicture } from './decode';
export { GALLERY_IDS, type GalleryId, galleryPicture } from './gallery';
export { type LosslessCode, losslessCode, type LosslessFormat, verifyCode } from './lossless';
