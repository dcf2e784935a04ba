/** What a cell shows: figures, tables and numbers as text. Needs Node. */
export { type EnergyLadder, energyLadder, type Rung, type RungKind } from './energy-ladder';
export { type FactorBar, type FactorChart, factorChart } from './factor-chart';
export { type Figure, figureBundle, PALETTE, PLOTLY, showFigure } from './figure';
export { logAxis, verticalLine } from './layout-parts';
export { grouped, scientific, significant } from './number-formats';
export { type PictureGrid, pictureGrid } from './picture-grid';
export { type PictureRow, pictureRow } from './picture-row';
export { showTable, type Table, tableBundle } from './table';
