/** Outputs as they are compared: stored streams whole, whatever pieces a tool stored them in. */
import type { Output } from '../notebook/notebook.js';

/** The outputs with adjacent pieces of one stream joined. */
export function joinStreams(outputs: Output[]): Output[] {
  const joined: { output: Output; pieces: string[] }[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.output_type !== 'stream') joined.push({ output, pieces: [] });
    else if (last?.output.output_type === 'stream' && last.output.name === output.name)
      last.pieces.push(output.text);
    else joined.push({ output, pieces: [output.text] });
  }
  return joined.map(({ output, pieces }) =>
    output.output_type === 'stream' ? { ...output, text: pieces.join('') } : output,
  );
}
