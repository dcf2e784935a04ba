/**
 * What a token costs. A system that gives r tokens a second and draws the power P spends on each token
 *
 *   ε = P / r,  hence  3600 J/Wh / ε  tokens per watt-hour  and  ε / (3.6 J) kWh per million tokens.
 */
import { requirePositive } from '../arguments';
import { convertEnergy, JOULES_PER_UNIT } from './energy-units';

/**
 * The energy of a token ε = P / r, in J.
 *
 * @param tokensPerSecond output tokens of all requests together, in 1/s
 * @param power inside the boundary that is being counted, in W
 * @throws RangeError if an argument is not a positive number
 * @example
 * joulesPerToken(20, 450); // => 22.5
 */
export function joulesPerToken(tokensPerSecond: number, power: number): number {
  requirePositive('tokensPerSecond', tokensPerSecond, '1/s');
  requirePositive('power', power, 'W');
  return power / tokensPerSecond;
}

/**
 * How many tokens a watt-hour buys, in 1/Wh.
 *
 * @param energyPerToken energy of a token, in J
 * @throws RangeError if `energyPerToken` is not a positive number
 * @example
 * tokensPerWattHour(joulesPerToken(20, 450)); // => 160
 */
export function tokensPerWattHour(energyPerToken: number): number {
  return JOULES_PER_UNIT.Wh / requirePositive('energyPerToken', energyPerToken, 'J');
}

/**
 * The inverse of {@link tokensPerWattHour}: the energy of a token, in J.
 *
 * @param tokensPerWh how many tokens a watt-hour buys, in 1/Wh
 * @throws RangeError if `tokensPerWh` is not a positive number
 * @example
 * joulesPerTokenAt(1500); // => 2.4
 */
export function joulesPerTokenAt(tokensPerWh: number): number {
  return JOULES_PER_UNIT.Wh / requirePositive('tokensPerWh', tokensPerWh, '1/Wh');
}

/**
 * The energy of a million tokens, in kWh: what a bill shows.
 *
 * @param energyPerToken energy of a token, in J
 * @throws RangeError if `energyPerToken` is not a positive number
 * @example
 * kilowattHoursPerMillionTokens(22.5); // => 6.25
 */
export function kilowattHoursPerMillionTokens(energyPerToken: number): number {
  return convertEnergy(1e6 * requirePositive('energyPerToken', energyPerToken, 'J'), 'J', 'kWh');
}
