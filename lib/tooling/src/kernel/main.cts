/**
 * What Node runs as a kernel: `node main.cjs TSLAB CONNECTION`, with the path of tslab's main module. It is tslab,
 * with outputs that are not lost; under the checker also watched. No options of Node are used, such as `--require`:
 * the notebook's own workers and child processes would inherit them.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { guard } from './guard.cjs';
import { orderOutput } from './ordered-output.cjs';
import type { SocketFolder } from './socket-folder.cjs';
import { traceFiles } from './trace.cjs';
import { watch } from './witness.cjs';

/** The name of the variable by which a runner tells its kernel about itself. It is not passed on. */
const VARIABLE = 'TSLAB_CHECK_RUNNER';

const [, , main = '', connection = ''] = process.argv;
const told = process.env[VARIABLE];
delete process.env[VARIABLE];
// tslab reads its options from here, and a cell may look.
process.argv.splice(
  1,
  Infinity,
  path.resolve(main, '../../bin/tslab'),
  'kernel',
  '--config-path',
  connection,
);

const requireByTslab = createRequire(main);
if (told !== undefined) {
  const { pid, sockets } = JSON.parse(told) as { pid: number; sockets: SocketFolder };
  guard({ runner: pid, sockets, mark: process.env.TSLAB_CHECK_KERNEL ?? '' });
  watch(requireByTslab, traceFiles());
}
orderOutput(requireByTslab('zeromq'));
requireByTslab(main).startKernel({ configPath: connection, enableFindLocal: false });
