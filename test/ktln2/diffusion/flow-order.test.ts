/** The probability flow of Gaussian data has a closed form, which Runge and Kutta's rule approaches to fourth order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followFlow } from '#ktln2/diffusion/flow-likelihood';
import { exactScore, gaussianData, varianceExploding, variancePreserving } from 'ktln2/diffusion';

const [MEAN, VARIANCE] = [1, 2];
const RATIOS = [0.1, 1, 3];
const START = -0.5;

for (const process of [varianceExploding(25), variancePreserving(20)]) {
  test(`${process.name}: half the step, a sixteenth of the error`, () => {
    const score = exactScore(process, [gaussianData(MEAN, VARIANCE)]);
    const scaleAt = (ratio: number) => process.scale(process.timeOfRatio(ratio));
    const [first, ...stops] = RATIOS;
    const errorsWith = (stepsPerUnit: number) => {
      const start = { points: Float64Array.of(START * scaleAt(first)), dimensions: 1 };
      const states = followFlow(process, score, start, RATIOS, stepsPerUnit);
      const errors = stops.map((ratio, i) => {
        // With y = x/α the flow stretches y − μ by √(v + r²), and x by α in addition.
        const stretch = Math.sqrt((VARIANCE + ratio ** 2) / (VARIANCE + first ** 2));
        const point = MEAN + stretch * (START - MEAN);
        const expansion = Math.log((stretch * scaleAt(ratio)) / scaleAt(first));
        return [states[i].points[0] / scaleAt(ratio) - point, states[i].expansion[0] - expansion];
      });
      // Of the expansion, what it errs by up to r = 1 and beyond nearly cancels: it is looked at in between.
      return [...errors[0], errors[1][0]];
    };
    const [coarse, middle, fine] = [8, 16, 32].map(errorsWith);
    coarse.forEach((error, k) => {
      // Each factor e of r in 8, 16 and 32 steps: the fifth order's share halves with the step.
      const orders = [Math.log2(error / middle[k]), Math.log2(middle[k] / fine[k])];
      assert.ok(
        Math.abs(orders[0] - 4) < 0.2 && Math.abs(orders[1] - 4) < 0.1,
        `error ${k}: orders ${orders}`,
      );
    });
  });
}
