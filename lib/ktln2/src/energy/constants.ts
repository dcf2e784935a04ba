/**
 * Physical constants in SI units. The SI of 2019 fixes k and e, so their values have no uncertainty:
 *
 *   k = 1.380649 × 10⁻²³ J/K,  e = 1.602176634 × 10⁻¹⁹ C.
 */

/** A constant of nature. */
export interface PhysicalConstant {
  readonly symbol: string;
  readonly value: number;
  readonly unit: string;
  /** Standard uncertainty in the same unit; 0 where the SI fixes the value. */
  readonly uncertainty: number;
  readonly source: string;
}

const SI = 'SI Brochure, 9th edition (BIPM 2019), section 2.2, exact by definition';

/** The constants that the notebooks use, each with its unit and source. */
export const PHYSICAL_CONSTANTS = {
  boltzmann: { symbol: 'k', value: 1.380649e-23, unit: 'J/K', uncertainty: 0, source: SI },
  elementaryCharge: { symbol: 'e', value: 1.602176634e-19, unit: 'C', uncertainty: 0, source: SI },
} as const satisfies Record<string, PhysicalConstant>;

/** Boltzmann's constant k, in J/K. */
export const BOLTZMANN = PHYSICAL_CONSTANTS.boltzmann.value;

/** The elementary charge e, in C; also the number of joules in an electronvolt. */
export const ELEMENTARY_CHARGE = PHYSICAL_CONSTANTS.elementaryCharge.value;
