/** What the runner writes and removes: only what it knows to be its own. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  connectionFile,
  makeSocketFolder,
  removeSocketFolder,
  socketPrefix,
} from '#tooling/kernel/socket-folder.cjs';
import { makeConnection } from '#tooling/kernel/connection';
import { BEGINNINGS, tryReportFile, writeReportFile } from '#tooling/report-files';
import { replaceUnchanged, writeAtomically } from '#tooling/write-atomically';
import { temporaryFolder } from './support.js';

const folder = realpathSync(temporaryFolder());
const inFolder = (name: string) => path.join(folder, name);
/** Modes and links are not what they are elsewhere. */
const skip = process.platform === 'win32';

function file(name: string, content: string, mode = 0o644): string {
  const where = inFolder(name);
  writeFileSync(where, content);
  chmodSync(where, mode);
  return where;
}

test("a socket folder is removed by its secret only, and only with what is the runner's own", () => {
  const sockets = makeSocketFolder();
  writeFileSync(connectionFile(sockets), '{}');
  removeSocketFolder({ ...sockets, secret: 'another' });
  assert.ok(existsSync(connectionFile(sockets)));
  removeSocketFolder(sockets);
  assert.ok(!existsSync(sockets.folder));
  removeSocketFolder(sockets); // Twice does no harm.

  const victim = inFolder('victim');
  mkdirSync(victim);
  writeFileSync(path.join(victim, 'notebook.ipynb'), 'mine');
  removeSocketFolder({ folder: victim, secret: '' });
  assert.equal(readFileSync(path.join(victim, 'notebook.ipynb'), 'utf8'), 'mine');

  const shared = makeSocketFolder();
  writeFileSync(path.join(shared.folder, 'somebody-elses'), 'x');
  removeSocketFolder(shared);
  assert.deepEqual(readdirSync(shared.folder), ['somebody-elses']);
  rmSync(shared.folder, { recursive: true });
});

test('sockets have short paths, whatever TMPDIR says', { skip }, () => {
  const { TMPDIR } = process.env;
  try {
    const long = inFolder('x'.repeat(110));
    mkdirSync(long);
    process.env.TMPDIR = long;
    const sockets = makeSocketFolder();
    assert.ok(Buffer.byteLength(`${socketPrefix(sockets)}:1`) <= 103, sockets.folder);
    removeSocketFolder(sockets);
    process.env.TMPDIR = path.relative(process.cwd(), folder);
    const relative = makeSocketFolder();
    assert.ok(path.isAbsolute(relative.folder));
    removeSocketFolder(relative);
    process.env.TMPDIR = inFolder('none');
    assert.throws(() => makeSocketFolder(), /ENOENT/);
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  assert.equal(socketPrefix({ folder: `/${'x'.repeat(120)}`, secret: '' }), undefined);
});

test('a notebook is replaced only if it is still what was read', () => {
  const name = file('edited.ipynb', 'edited meanwhile');
  assert.throws(() => replaceUnchanged(name, Buffer.from('as read'), 'new'), /was changed meanwhile/);
  assert.equal(readFileSync(name, 'utf8'), 'edited meanwhile');
  assert.throws(
    () => replaceUnchanged(inFolder('gone.ipynb'), Buffer.from(''), 'new'),
    /it is gone, so the new outputs were not stored/,
  );
  assert.ok(!existsSync(inFolder('gone.ipynb')));
  replaceUnchanged(name, Buffer.from('edited meanwhile'), 'new');
  assert.equal(readFileSync(name, 'utf8'), 'new');
});

test('links stay links, modes are kept, and what is read-only is refused', { skip }, () => {
  const target = file('target.ipynb', 'old', 0o640);
  const link = inFolder('link.ipynb');
  symlinkSync('target.ipynb', link);
  replaceUnchanged(link, Buffer.from('old'), 'new');
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(target, 'utf8'), 'new');
  assert.equal(statSync(target).mode & 0o777, 0o640);
  writeAtomically(link, 'newer');
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readFileSync(target, 'utf8'), 'newer');

  const fixed = file('fixed.ipynb', 'old', 0o444);
  assert.throws(() => replaceUnchanged(fixed, Buffer.from('old'), 'new'), /read-only.*chmod u\+w/);
  assert.equal(readFileSync(fixed, 'utf8'), 'old');
  assert.equal(statSync(fixed).mode & 0o777, 0o444);
});

test('leftovers of killed writers are removed, and nothing that only looks like them', () => {
  const name = inFolder('kept.txt');
  const dead = 2 ** 22 + 1; // Above the highest number of a process on Linux.
  const left = file(`.kept.txt.tslab-check-${dead}.tmp`, 'half');
  const own = file(`.kept.txt.tslab-check-${process.ppid}.tmp`, 'another runner writes this');
  const others = [
    `kept.txt.${dead}.tmp`,
    '.kept.txt.tslab-check-x.tmp',
    `.kept.txt.tslab-check-${dead}.tmp.ipynb`,
  ];
  for (const other of others) file(other, 'mine');
  writeAtomically(name, 'content');
  assert.ok(!existsSync(left));
  assert.equal(readFileSync(name, 'utf8'), 'content');
  for (const other of [own, ...others.map(inFolder)]) assert.ok(existsSync(other), other);
});

test('a write that fails leaves the old file and nothing else', () => {
  const name = file('whole.txt', 'old');
  const before = readdirSync(folder);
  assert.throws(() => writeAtomically(name, { toString: () => '' } as unknown as string));
  assert.equal(readFileSync(name, 'utf8'), 'old');
  assert.deepEqual(readdirSync(folder), before);
  assert.throws(() => writeAtomically(path.join(folder, 'no', 'folder'), 'x'), /ENOENT/);
});

test('a report replaces nothing but a report, and is tried before the run', () => {
  const notebook = file('second.ipynb', 'a notebook');
  assert.throws(() => tryReportFile('junit', notebook), /second\.ipynb: that is a notebook/);
  assert.throws(() => tryReportFile('json', inFolder('new.ipynb')), /that is a notebook/);
  const other = file('package.json', '{"name": "x"}');
  assert.throws(() => tryReportFile('json', other), /holds something else than a report/);
  assert.equal(readFileSync(other, 'utf8'), '{"name": "x"}');
  assert.throws(
    () => tryReportFile('json', path.join(folder, 'none', 'r.json')),
    /cannot be written: ENOENT/,
  );
  assert.throws(() => tryReportFile('json', folder), /that is no file; name one/);

  const report = inFolder('report.json');
  tryReportFile('json', report);
  assert.ok(!existsSync(report), 'trying leaves nothing');
  writeReportFile('json', report, `${BEGINNINGS.json},\n  "format": 1\n}\n`);
  tryReportFile('json', report);
  assert.throws(() => tryReportFile('junit', report), /something else than a report/);
  writeFileSync(report, 'precious');
  assert.throws(() => writeReportFile('json', report, 'x'), /holds something else than a report/);
  assert.equal(readFileSync(report, 'utf8'), 'precious');
  const xml = inFolder('report.xml');
  writeReportFile('junit', xml, `${BEGINNINGS.junit}/>`);
  tryReportFile('junit', xml);
  assert.throws(
    () => writeReportFile('json', path.join(folder, 'none', 'r'), 'x'),
    /could not be written: ENOENT/,
  );
});

test('a full disk is told in a sentence', { skip: !existsSync('/dev/full') }, () => {
  tryReportFile('json', '/dev/full');
  assert.throws(
    () => writeReportFile('json', '/dev/full', 'x'),
    /the report \/dev\/full could not be written: ENOSPC/,
  );
});

test('where there are no sockets, a kernel listens on ports of loopback, each its own', async () => {
  const { file, address, key } = await makeConnection(undefined);
  assert.equal(file.transport, 'tcp');
  assert.equal(file.ip, '127.0.0.1');
  assert.equal(file.key, key);
  const channels = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
  const ports = channels.map(channel => Number(file[`${channel}_port`]));
  assert.equal(new Set(ports).size, 5);
  assert.ok(ports.every(port => port > 0));
  assert.equal(address('shell'), `tcp://127.0.0.1:${ports[0]}`);
});
