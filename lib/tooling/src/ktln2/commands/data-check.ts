/**
 * `npm run data:check [-- NAME …]`: which data differ from their script. Every script makes its data set once more,
 * in memory; data without a script are held against their hash.
 */
import { readManifest } from 'ktln2/data';
import { messageOf, PlainError, UsageError } from '../../errors.js';
import { timed } from '../../run.js';
import { checkHash, checkScript, type Finding, isBad } from '../data/check.js';
import { FOLDERS, type Folders, loadScript, scriptNames } from '../data/scripts.js';

/** All data sets by id, or by path where an id is not enough, and scripts that make none of them; and all paths. */
function knownNames({ data }: Folders, scripted: string[]): { names: string[]; paths: Map<string, string> } {
  try {
    const entries = readManifest(data);
    const isShared = (id: string) => entries.filter(entry => entry.id === id).length > 1;
    const paths = new Map(entries.map(({ id, file }) => [file, isShared(id) ? file : id]));
    return { names: [...new Set([...paths.values(), ...scripted])], paths };
  } catch (error) {
    throw new PlainError(messageOf(error));
  }
}

async function checkOne(name: string, scripted: string[], folders: Folders): Promise<Finding> {
  if (!scripted.includes(name)) return checkHash(name, folders.data);
  const progress = (text: string) => void process.stderr.write(`${name}: ${text}\n`);
  try {
    const dataset = await loadScript(name, folders);
    return await timed(`Making ${name}`, () => checkScript(name, dataset, folders.data, progress));
  } catch (error) {
    return { name, state: 'script fails', told: messageOf(error) };
  }
}

export async function dataCheck(words: string[], folders: Folders = FOLDERS): Promise<number> {
  const scripted = scriptNames(folders);
  const { names: known, paths } = knownNames(folders, scripted);
  const asked = words.map(word => paths.get(word) ?? word);
  const unknown = asked.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`no data set is called ${unknown.join(' or ')}; expected ${known.join(', ')}`);
  }
  const findings: Finding[] = [];
  for (const name of asked.length > 0 ? new Set(asked) : known) {
    const finding = await checkOne(name, scripted, folders);
    findings.push(finding);
    console.log(`${name}: ${finding.state}. ${finding.told}`);
  }
  const states = [...new Set(findings.map(({ state }) => state))];
  const counts = states.map(
    state => `${findings.filter(finding => finding.state === state).length} ${state}`,
  );
  console.log(`${findings.length} data sets: ${counts.join(', ')}`);
  return findings.some(isBad) ? 1 : 0;
}
