/** Streams: what a cell prints to one of them in pieces is one output, as long as nothing else comes between. */
import type { Output } from './notebook.js';

/** Adds an output, joining it to the stream that it continues. */
export function append(outputs: Output[], output: Output): void {
  const last = outputs.at(-1);
  if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
    last.text += output.text;
  } else outputs.push({ ...output });
}

/** The outputs with adjacent pieces of one stream joined; the given ones stay as they are. */
export function joinStreams(outputs: Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) append(joined, output);
  return joined;
}
