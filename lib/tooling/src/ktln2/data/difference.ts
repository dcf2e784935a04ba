/** How two contents of a file differ, in words. */

/** The lines of a text; undefined for what is no text. */
function linesOf(content: Buffer): string[] | undefined {
  const text = content.toString('utf8');
  return text.includes('\0') || !Buffer.from(text).equals(content) ? undefined : text.split('\n');
}

/** How much of a line is shown, and how much of that is before the first difference. */
const [SHOWN, BEFORE] = [120, 40];

/** A line, or the part of it around the place where it begins to differ from the other one. */
function cut(line: string | undefined, other: string | undefined): string {
  if (line === undefined) return 'nothing';
  const length = Math.max(line.length, other?.length ?? 0);
  const different = Array.from({ length }, (_, i) => i).find(i => line[i] !== other?.[i]) ?? 0;
  const start = length > SHOWN ? Math.max(0, different - BEFORE) : 0;
  const end = start + SHOWN;
  return JSON.stringify((start > 0 ? '…' : '') + line.slice(start, end) + (line.length > end ? '…' : ''));
}

/** The number of lines that differ and the first of them; of what is no text, the first byte. */
export function tellDifference(stored: Buffer, made: Buffer): string {
  const [old, now] = [linesOf(stored), linesOf(made)];
  if (!old || !now) {
    const first = stored.findIndex((byte, i) => byte !== made[i]);
    return `${stored.length} bytes stored, ${made.length} made, first different at byte ${first < 0 ? stored.length : first}`;
  }
  const length = Math.max(old.length, now.length);
  const lines = Array.from({ length }, (_, i) => i).filter(i => old[i] !== now[i]);
  const first = lines[0] ?? 0;
  const [before, after] = [old[first], now[first]];
  const shown = `stored ${cut(before, after)}, made ${cut(after, before)}`;
  return `${lines.length} of ${length} lines differ, the first is line ${first + 1}: ${shown}`;
}
