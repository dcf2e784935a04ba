/** How two contents of a file differ, in words. */

/** The lines of a text; undefined for what is no text. */
function linesOf(content: Buffer): string[] | undefined {
  const text = content.toString('utf8');
  return text.includes('\0') || !Buffer.from(text).equals(content) ? undefined : text.split('\n');
}

const cut = (line: string | undefined): string =>
  line === undefined ? 'nothing' : JSON.stringify(line.length > 120 ? `${line.slice(0, 120)}…` : line);

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
  return `${lines.length} of ${length} lines differ, the first is line ${first + 1}: stored ${cut(old[first])}, made ${cut(now[first])}`;
}
