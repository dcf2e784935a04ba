/**
 * How long a circuit takes if gates on different wires work at the same time: a gate comes into the first layer after
 * those of its wires,
 *
 *   layer(g) = 1 + max over the wires of g of the layer of the last gate before it there.
 */
import type { Gate } from './gates';

/**
 * The number of layers of a circuit, each of them gates on wires of their own.
 *
 * @param circuit gates, first to last
 * @example
 * circuitLayers([cnot(0, 1), cnot(2, 3), cnot(1, 2)]); // => 2
 */
export function circuitLayers(circuit: readonly Gate[]): number {
  const last: number[] = [];
  let layers = 0;
  for (const { wires } of circuit) {
    let layer = 0;
    for (const wire of wires) layer = Math.max(layer, last[wire] ?? 0);
    layer++;
    for (const wire of wires) last[wire] = layer;
    layers = Math.max(layers, layer);
  }
  return layers;
}
