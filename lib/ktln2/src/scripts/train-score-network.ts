/**
 * Trains the score network that ships in data/score-network and writes its file:
 *
 *   node lib/ktln2/dist/scripts/train-score-network.js data/score-network/uniform-square.json
 *
 * The hash that it prints belongs into data/manifest.json. Another machine or tensor library rounds differently, so
 * that its weights differ in digits; what the network is good for does not.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { formatNetwork } from '../diffusion/network-file';
import { SCORE_RECIPE, trainScoreNetwork } from '../diffusion/score-training';
import { tensorTier } from '../diffusion/tensor-tier';

async function main(file: string | undefined): Promise<void> {
  if (!file) throw new TypeError('file is missing; expected the path to write, as the only argument');
  console.log(`Training with ${tensorTier()}`);
  const network = await trainScoreNetwork(SCORE_RECIPE, (step, loss) => {
    console.log(`step ${step} of ${SCORE_RECIPE.steps}, loss ${loss.toFixed(4)}`);
  });
  const text = formatNetwork({ network, recipe: SCORE_RECIPE });
  writeFileSync(file, text);
  console.log(`SHA-256 ${createHash('sha256').update(text).digest('hex')}`);
}

void main(process.argv[2]);
