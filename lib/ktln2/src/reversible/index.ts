/** Computing without forgetting: gates, pebbles, a ledger. */
export { annealStep } from './anneal-step';
export {
  CARELESS_WIDTHS,
  type CarelessRun,
  type CarelessVariable,
  cellsOverwritten,
  decodeCarelessly,
} from './careless-decoder';
export { type Cells, wordCells } from './cells';
export { circuitDiagram, inverseCircuit, runCircuit } from './circuit';
export { decodeStep, encodeStep, learnStep, unlearnStep } from './decoder';
export { decoderCells, decoderMemory, type DecoderMemory } from './decoder-memory';
export { drawLatent } from './draw-latent';
export { cnot, fredkin, type Gate, not, toffoli } from './gates';
export { Ledger, type LedgerTotals } from './ledger';
export { ledgerPrice, type PriceTerms } from './ledger-price';
export { bennettMoves, keepAllMoves, type PebbleGame, type PebbleMove, refereePebbles } from './pebble-game';
export { fewestPebbleMoves, shortestPebbleGame } from './pebble-optimum';
