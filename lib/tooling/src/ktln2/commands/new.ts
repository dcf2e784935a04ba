/** `npm run new -- 04-name [--room heat]`: a chapter that passes, for its author to replace. */
import { failed } from '../../check/report.js';
import { checkCommand } from '../../command.js';
import { PlainError } from '../../errors.js';
import { isLoaded } from '../../notebooks.js';
import { DEFAULT_OPTIONS } from '../../options.js';
import { mustRun, timed } from '../../run.js';
import { makeChapter } from '../new/chapter.js';
import { planOf } from '../new/names.js';
import { at, REPOSITORY, ROOT } from '../paths.js';
import { readmeIsCurrent } from '../readme/readme.js';
import { loadCollection } from './check.js';

/** Compiles the library, from whose compiled files kernels import. */
const compile = () =>
  mustRun(
    process.execPath,
    [at('node_modules', 'typescript', 'bin', 'tsc'), '-b', at('lib', 'ktln2')],
    'The library does not compile.',
  );

/** Runs the new notebook and stores its outputs. */
async function storeOutputs(notebook: string): Promise<boolean> {
  const options = { ...DEFAULT_OPTIONS, update: true };
  // The context matters to --changed only.
  const surroundings = { repository: REPOSITORY, context: '' };
  const { reports } = await checkCommand([notebook], options, surroundings, ROOT);
  return !reports.some(failed);
}

export async function newChapter(name: string, room?: string): Promise<number> {
  const files = makeChapter(REPOSITORY, planOf(name, room));
  console.log(files.map(file => `wrote ${file}`).join('\n'));
  const [notebook = ''] = files;
  const goOn = `npm run lint -- --write && npm run check -- --update ${notebook}`;
  try {
    const chapters = loadCollection();
    if (!chapters.every(isLoaded)) throw new PlainError('A notebook cannot be read; see npm run lint.');
    readmeIsCurrent(ROOT, chapters, true);
    if (room) await timed('Compiling the library', compile);
    if (!(await timed('Running the notebook', () => storeOutputs(notebook)))) {
      throw new PlainError('The notebook has no outputs yet.');
    }
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    throw new PlainError(`${error.message}\nThe files are written. Mend this, and go on with: ${goOn}`);
  }
  console.log(`Write your chapter into ${notebook}; then: ${goOn}`);
  return 0;
}
