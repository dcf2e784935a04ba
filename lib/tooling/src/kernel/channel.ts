/** The lines that a kernel's witness writes to its file descriptor 3, read one JSON text after another. */
import type { Readable } from 'node:stream';
import type { Event } from './witness.cjs';

export type { Event };

/** The longest line that is kept; the list of a notebook's files is the longest that is sent. */
const LONGEST_LINE = 20_000_000;

/** Calls `onEvent` for each event; whatever else a cell may write there is passed over. */
export function readEvents(stream: Readable, onEvent: (event: Event) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() as string).slice(-LONGEST_LINE);
    for (const line of lines) {
      let event: unknown;
      try {
        event = JSON.parse(line);
      } catch {
        continue;
      }
      if (event !== null && typeof event === 'object' && 'event' in event) onEvent(event as Event);
    }
  });
  stream.on('error', () => {});
}
