'use strict';
// The first step of every npm script, before anything is installed or compiled. Plain JavaScript, in a
// syntax that an old Node (12 and later) can parse, so that it can say that it is too old.
const NODE_NEEDED = 20;
if (Number(process.versions.node.split('.')[0]) < NODE_NEEDED) {
  console.error(`kT ln 2 needs Node ${NODE_NEEDED} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const root = path.resolve(__dirname, '..', '..');
const stamp = path.join(root, 'node_modules', '.ktln2-installed');

function run(args, label) {
  const started = Date.now();
  process.stderr.write(`${label} ...\n`);
  // npm names itself to the scripts it runs; calling that file with this Node needs no shell on any system.
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  process.stderr.write(`${label}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

function installPackages() {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'));
  const key = createHash('sha256')
    .update(lock)
    .update(process.platform + process.arch)
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === key) return;
  const npm = process.env.npm_execpath;
  if (!npm || !/\.[cm]?js$/.test(npm)) fail('Start this with npm, for example "npm start" or "npm test".');
  const result = run(
    [npm, 'ci', '--loglevel=error', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'],
    'Installing the packages of package-lock.json',
  );
  if (result.status !== 0) {
    const output = (result.stderr || '') + (result.stdout || '');
    if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/i.test(output)) {
      fail('The npm registry is out of reach: the packages of package-lock.json could not be installed.');
    }
    fail(
      `${output.split('\n').slice(0, 4).join('\n')}\nnpm ci failed: the packages of package-lock.json could not be installed.`,
    );
  }
  fs.writeFileSync(stamp, key);
}

function compile(command) {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const projects = /^(test|bench|mutants|nightly)/.test(command) ? ['.'] : ['lib/ktln2', 'lib/tooling'];
  if (/^data:/.test(command)) projects.push('lib/datasets');
  const result = spawnSync(process.execPath, [tsc, '-b', ...projects], { cwd: root, encoding: 'utf8' });
  if (result.status !== 0) fail(`${result.stdout}The TypeScript sources do not compile.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const command = process.argv[2];
// Wherever npm was called: the paths below are relative to the top level.
process.chdir(root);
installPackages();
compile(command);
import(pathToFileURL(path.join(__dirname, 'dist', 'ktln2', 'cli.js')).href).then(cli =>
  cli.run(process.argv.slice(2)),
);
