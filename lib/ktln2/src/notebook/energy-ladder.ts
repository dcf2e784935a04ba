/**
 * A ladder of energies: one rung for each thing that is paid for, on a logarithmic axis of joules. The kind of a rung
 * says by its colour and symbol where its number comes from: bounds, models and measurements never look alike.
 */
import { type Figure, PALETTE } from './figure';
import { logAxis } from './layout-parts';
import { scientific, significant } from './number-formats';

/** How the rungs of a kind look. */
export interface RungKind {
  /** As the legend calls it. */
  name: string;
  color: keyof typeof PALETTE;
  symbol: string;
  /** The side of its symbol on which a rung's energy is written. */
  side: 'left' | 'right';
}

/** Something that is paid for. */
export interface Rung {
  label: string;
  /** In J. */
  energy: number;
  /** One of the ladder's kinds. */
  kind: string;
}

/** What a ladder consists of, beside what every figure needs. */
export interface EnergyLadder extends Pick<Figure, 'caption' | 'alt'> {
  title: string;
  /** What the energies are for and under which conditions, with the unit. */
  axis: string;
  /** What the labels of the rungs are. */
  labels: string;
  /** Ends of the axis, as powers of ten of a joule. */
  decades: readonly [number, number];
  kinds: Record<string, RungKind>;
  /** From the bottom to the top. */
  rungs: readonly Rung[];
  /** Significant digits of energies of 1 mJ and above, from 1 MJ in powers of ten; below 1 mJ two are written. */
  digits?: number;
  height?: number;
}

/** A rung's energy, as it is written beside it. */
const joules = (energy: number, digits: number) => {
  if (energy < 1e-3) return `  ${energy.toExponential(1)} J  `;
  return `  ${energy < 1e6 ? significant(energy, digits) : scientific(energy, digits - 1)} J  `;
};

/**
 * The figure of a ladder, to be shown by {@link showFigure}.
 *
 * @param ladder rungs, kinds and words
 * @throws RangeError if a rung's energy does not lie between the ends of the axis, or its kind is not among the kinds
 * @example
 * const figure = energyLadder({
 *   title: 'Two prices', axis: 'energy (J)', labels: 'what is paid for', decades: [-22, 0],
 *   kinds: { bound: { name: 'bound', color: 'blue', symbol: 'circle', side: 'right' } },
 *   rungs: [{ label: 'a bit', energy: 2.87e-21, kind: 'bound' }],
 *   caption: 'A bit at 300 K.', alt: 'One point at 2.9e-21 J.',
 * });
 * figure.data[0].text; // => ['  2.9e-21 J  ']
 */
export function energyLadder(ladder: EnergyLadder): Figure {
  const { title, axis, labels, decades, kinds, rungs, digits = 2, height = 450, caption, alt } = ladder;
  for (const { label, energy, kind } of rungs) {
    const decade = Math.log10(energy);
    // 10 ** −23 is not 1e−23.
    if (!(decade > decades[0] - 1e-9 && decade < decades[1] + 1e-9)) {
      throw new RangeError(
        `energy of "${label}" is ${energy} J; expected 10^${decades[0]} to 10^${decades[1]}`,
      );
    }
    if (!Object.hasOwn(kinds, kind)) {
      throw new RangeError(
        `kind of "${label}" is "${kind}"; expected one of ${Object.keys(kinds).join(', ')}`,
      );
    }
  }
  const data = Object.entries(kinds).map(([kind, { name, color, symbol, side }]) => {
    const own = rungs.filter(rung => rung.kind === kind);
    return {
      ...{ type: 'scatter', mode: 'text+markers', name },
      marker: { color: PALETTE[color], symbol, size: 11 },
      x: own.map(rung => rung.energy),
      y: own.map(rung => rung.label),
      text: own.map(rung => joules(rung.energy, digits)),
      textposition: `middle ${side}`,
    } as Figure['data'][number];
  });
  return {
    data,
    layout: {
      title: { text: title },
      height,
      xaxis: { ...logAxis(axis, decades, 3), title: { text: axis } },
      yaxis: {
        title: { text: labels, standoff: 16 },
        ...{ categoryorder: 'array', categoryarray: rungs.map(rung => rung.label) },
      },
      legend: { orientation: 'h', y: -0.3 },
    },
    caption,
    alt,
  };
}
