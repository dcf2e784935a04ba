/** The files in data/, checked as they are read. Needs Node. */
export { type DataColumn, type DataEntry, dataSource, readDataFile, readManifest } from './manifest';
export { SOURCE_ENDING } from './source';
export { loadTable, type TableColumns, type TableRow } from './table';
