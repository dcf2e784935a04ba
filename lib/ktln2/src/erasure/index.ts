/** Erasing one bit: a particle in a double well, a demon. */
export { type CrooksComparison, type CrooksSamples, crooksComparison } from './crooks';
export { type DemonLedger, demonLedger, type DemonSettings } from './demon';
export { equilibriumDensity, sampleDensity } from './equilibrium';
export { type DensityEvolution, type DensityRun, evolveDensity } from './fokker-planck';
export { demonTilt, type FeedbackRun, type FeedbackTrajectories, simulateFeedback } from './feedback';
export { type DurationPoint, fitInverseTime, type InverseTimeFit } from './inverse-time-fit';
export { type LangevinRun, simulateLangevin, type Trajectories } from './langevin';
export { doubleWell, type DoubleWellShape, harmonicTrap, type Potential, potentialEnergy } from './potential';
export {
  ERASER_STAGES,
  eraserProtocol,
  type EraserSettings,
  mirroredProtocol,
  type Protocol,
  ramp,
  reversedProtocol,
  stiffeningTrap,
} from './protocol';
export { type WorkBins, type WorkHistogram, workHistogram } from './work-histogram';
