/**
 * How finely the averages and integrals for a learned score are taken. Each costs evaluations of the score, hence the
 * choice: `standard` is for scores that are themselves known to six digits (networks in float32), `high` gives what
 * an exactly known score deserves.
 */
import { requireInteger, requireNumber, requirePositive } from '../arguments';
import { FULL_REACH, GRID_REACH } from './expectation';
import { type DiffusionData, narrowestStd } from './joint-data';

/**
 * `standard`: about 1e-6 nat; `high`: better than 1e-8 nat, for scores within a fifth of the exact one. Worse scores
 * carry paths far away, and errors grow with them: the score × 2 under VP 20 has an NLL of 11,574 nat, which errs by
 * 1e-6 and 3e-8 of itself.
 */
export type Accuracy = 'standard' | 'high';

/** An accuracy, or single settings that override it. */
export interface Resolution {
  accuracy?: Accuracy;
  /** Nodes for each factor e of r. */
  nodesPerUnit?: number;
  /** Runge-Kutta steps for each factor e of r. */
  stepsPerUnit?: number;
  /** Nodes a panel and dimension for expectations. */
  gridCount?: number;
  /** Grid points that stand for a smaller probability than this are left out. */
  ignore?: number;
}

/** Every setting. */
export interface Settings extends Required<Omit<Resolution, 'accuracy'>> {
  /** Where the grid ends, in standard deviations of the noise. */
  reach: number;
  /** The first ratio r, in units of the narrowest coordinate's standard deviation. */
  start: number;
}

/**
 * Tuned on U[−1, 1] under VE with σ = 25 and the exact score × 0.8, 0.95, 1.05 and 1.2 against grids and steps twice as
 * fine: `standard` errs by 3e-7 nat and for × 1.2 by 3e-6, `high` by 6e-10 and for × 1.2 by 9e-9.
 */
const SETTINGS: Record<Accuracy, Settings> = {
  standard: { reach: GRID_REACH, gridCount: 12, nodesPerUnit: 6, stepsPerUnit: 16, start: 1e-6, ignore: 0 },
  high: { reach: FULL_REACH, gridCount: 24, nodesPerUnit: 8, stepsPerUnit: 40, start: 1e-9, ignore: 0 },
};

/** Fills in what `resolution` leaves open; throws for an unknown accuracy or a setting out of range. */
export function settingsOf({ accuracy = 'standard', ...given }: Resolution): Settings {
  if (!Object.hasOwn(SETTINGS, accuracy)) {
    const names = Object.keys(SETTINGS).join(', ');
    throw new TypeError(`accuracy is ${JSON.stringify(accuracy)}; expected one of ${names}`);
  }
  const defaults = SETTINGS[accuracy];
  const {
    nodesPerUnit = defaults.nodesPerUnit,
    stepsPerUnit = defaults.stepsPerUnit,
    gridCount = defaults.gridCount,
    ignore = defaults.ignore,
  } = given;
  requirePositive('nodesPerUnit', nodesPerUnit);
  requireInteger('stepsPerUnit', stepsPerUnit, { min: 1 });
  requireInteger('gridCount', gridCount, { min: 1 });
  requireNumber('ignore', ignore, { min: 0, max: 1 });
  return { ...defaults, nodesPerUnit, stepsPerUnit, gridCount, ignore };
}

/**
 * The first ratio r that serves as 0: it moves entropies by κ r/σ₀, σ₀ being the standard deviation of the narrowest
 * coordinate, and where the data lose their scale by ln α = −½ r². Both stay below `start`.
 */
export function firstRatio(data: DiffusionData, { start }: Settings): number {
  const narrowest = narrowestStd(data);
  if (narrowest === 0) {
    throw new RangeError('from is undefined; expected a ratio r > 0 for data without width');
  }
  return Math.min(start * narrowest, Math.sqrt(start));
}
