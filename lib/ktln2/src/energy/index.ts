/** Energies: kT ln 2, their units, what a token costs. */
export { breakEven, usesAtShare } from './break-even';
export { batchSweeps, type SweepRule } from './batch-sweeps';
export { type ExtrapolationTest, testExtrapolation } from './batching-extrapolation';
export { BOLTZMANN, ELEMENTARY_CHARGE, PHYSICAL_CONSTANTS, type PhysicalConstant } from './constants';
export { convertEnergy, type EnergyUnit } from './energy-units';
export { type MatchedPair, matchedPairs, type Spread, spreadOf } from './factor-spread';
export { landauerEnergy } from './landauer';
export { landauerRatio } from './landauer-ratio';
export { type BatchingFit, fitBatching } from './token-batching';
export {
  joulesPerToken,
  joulesPerTokenAt,
  kilowattHoursPerMillionTokens,
  tokensPerWattHour,
} from './token-energy';
