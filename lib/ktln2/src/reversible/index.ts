/** Computing without forgetting: gates, pebbles, a ledger. */
export { annealStep } from './anneal-step';
export { bookedDecoder, type BookedDecoder } from './booked-decoder';
export {
  CARELESS_WIDTHS,
  type CarelessRun,
  type CarelessVariable,
  cellsOverwritten,
  decodeCarelessly,
  type SearchOrder,
} from './careless-decoder';
export { type Cells, wordCells } from './cells';
export { circuitDiagram, inverseCircuit, runCircuit } from './circuit';
export { circuitLayers } from './circuit-layers';
export { decodeStep, encodeStep, learnStep, unlearnStep } from './decoder';
export { decoderCells, decoderMemory, type DecoderMemory } from './decoder-memory';
export { drawLatent } from './draw-latent';
export { type CellDevice, type CountedRun, finiteTimeCost, hopRate, type RunCost } from './finite-time';
export { addInto, compareInto, flipBy, lookUp, type Wires } from './gate-arithmetic';
export { cnot, fredkin, type Gate, not, toffoli } from './gates';
export { Ledger, type LedgerTotals } from './ledger';
export { ledgerPrice, type PriceTerms } from './ledger-price';
export { bennettMoves, keepAllMoves, type PebbleGame, type PebbleMove, refereePebbles } from './pebble-game';
export { fewestPebbleMoves, shortestPebbleGame } from './pebble-optimum';
export { type PictureCircuit, pictureCircuit, type TableCode } from './picture-circuit';
export { numberAt, runOnAllInputs } from './run-on-all-inputs';
export { type KeptNumber, scaleKeeping, unscaleKeeping } from './scale-keeping';
