/**
 * The ledger of a demon that measures a system (true state x, record m) and turns what it learns into work. In kT:
 *
 *   work drawn  ⟨ln q(x|m)/p(x)⟩ ≤ I(X;M),   measuring ≥ I − H(M),   erasing the record ≥ H(M).
 *
 * q is what the demon believes; the work is I(X;M) if q is right and less if not. The record's cells are symmetric, so
 * that measuring can pay back, at best, the entropy H(M|X) of the noise that it draws (I − H(M) = −H(M|X)).
 */
import { requireNumber } from '../arguments';
import { conditionalEntropy, shannonEntropy } from '../information';

/** What the demon measures, and what it believes. */
export interface DemonSettings {
  /** `joint[x][m]`, the probability of the state x together with the record m. */
  joint: readonly (readonly number[])[];
  /** `belief[x][m]`, what the demon holds for the probability of x if it reads m; the truth if not given. */
  belief?: readonly (readonly number[])[];
}

/** Means over many cycles, in kT (for entropies: in nats). */
export interface DemonLedger {
  /** Mutual information I(X;M) of state and record. */
  information: number;
  /** Entropy H(M) of the record. */
  record: number;
  /** Work drawn from the heat bath, with pistons moved as slowly as it takes. */
  drawn: number;
  /** Least work to measure: −H(M|X), if the noise of the measurement is drawn reversibly. */
  measuring: number;
  /** Least work to erase the record. */
  erasing: number;
  /** Least net cost with noise drawn reversibly: measuring + erasing − drawn. */
  net: number;
  /** Least net cost with noise drawn for free, nothing paid back: erasing − drawn. */
  netFreeDrawing: number;
}

const NATS_PER_BIT = Math.LN2;

/** Rejects a belief that does not fit, or whose probabilities do not add up to 1 for each record. */
function requireBelief(belief: readonly (readonly number[])[], states: number, records: number): void {
  if (belief.length !== states || belief.some(row => row.length !== records)) {
    throw new RangeError(`belief has another shape than joint; expected ${states} rows of ${records}`);
  }
  for (let m = 0; m < records; m++) {
    const sum = belief.reduce(
      (total, row, x) => total + requireNumber(`belief[${x}][${m}]`, row[m], { min: 0, max: 1 }),
      0,
    );
    if (!(Math.abs(sum - 1) < 1e-9)) {
      throw new RangeError(`the sum of belief over states at record ${m} is ${sum}; expected 1`);
    }
  }
}

/**
 * Balances a demon's books: the least cost of a whole cycle, in either convention for drawing noise.
 *
 * @param settings the joint distribution of state and record, and the belief that the demon acts on
 * @throws RangeError if `joint` is no distribution, or `belief` does not fit it or is no conditional distribution
 * @see Szilard, Z. Phys. 53 (1929) 840, doi:10.1007/BF01341281; Sagawa, Ueda, Phys. Rev. Lett. 102 (2009) 250602,
 *   doi:10.1103/PhysRevLett.102.250602; Parrondo, Horowitz, Sagawa, Nat. Phys. 11 (2015) 131, doi:10.1038/nphys3230
 * @example
 * demonLedger({ joint: [[0.5, 0], [0, 0.5]] }).drawn; // => 0.6931
 * demonLedger({ joint: [[0.45, 0.05], [0.05, 0.45]] }).netFreeDrawing; // => 0.3251
 */
export function demonLedger({ joint, belief }: DemonSettings): DemonLedger {
  const leftOfState = NATS_PER_BIT * conditionalEntropy(joint);
  const state = joint.map(row => row.reduce((sum, p) => sum + p, 0));
  const records = joint[0].map((_, m) => joint.reduce((sum, row) => sum + row[m], 0));
  if (belief) requireBelief(belief, joint.length, records.length);
  const gain = (x: number, m: number) =>
    Math.log((belief ? belief[x][m] : joint[x][m] / records[m]) / state[x]);
  const drawn = joint.reduce(
    (total, row, x) => total + row.reduce((sum, p, m) => sum + (p > 0 ? p * gain(x, m) : 0), 0),
    0,
  );
  const record = NATS_PER_BIT * shannonEntropy(records);
  const information = NATS_PER_BIT * shannonEntropy(state) - leftOfState;
  const measuring = information - record;
  return {
    ...{ information, record, drawn, measuring, erasing: record },
    net: measuring + record - drawn,
    netFreeDrawing: record - drawn,
  };
}
