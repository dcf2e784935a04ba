/**
 * The folder that holds a kernel's sockets and its connection file. The runner makes it, and marks it with a secret;
 * whoever removes it looks for that mark first, and removes only the files that are made here, by their names. So
 * no folder of anybody else's is ever touched, whatever path is given.
 */
import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A Unix socket's path has room for 103 characters on macOS and 107 on Linux. */
const LONGEST_SOCKET_PATH = 100;
const MARK = 'tslab-check';
const CONNECTION = 'connection.json';
const SOCKET = 'socket';
/** The names in it: sockets get a number after a colon, from tslab. */
const NAMES = [CONNECTION, ...[1, 2, 3, 4, 5].map(n => `${SOCKET}:${n}`), MARK];

export interface SocketFolder {
  folder: string;
  secret: string;
}

/** The connection file's path. */
export const connectionFile = ({ folder }: SocketFolder): string => path.join(folder, CONNECTION);

/** What the sockets' paths begin with, or undefined if they would be too long for the system. */
export function socketPrefix({ folder }: SocketFolder): string | undefined {
  const prefix = path.join(folder, SOCKET);
  return Buffer.byteLength(prefix) + 2 > LONGEST_SOCKET_PATH ? undefined : prefix;
}

const writable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Makes a new folder; a temporary folder whose path is too long for sockets gives way to a usual one. */
export function makeSocketFolder(): SocketFolder {
  const preferred = path.resolve(tmpdir());
  const long =
    Buffer.byteLength(path.join(preferred, 'tslab-check-123456', `${SOCKET}:1`)) > LONGEST_SOCKET_PATH;
  const base = long && process.platform !== 'win32' && writable('/tmp') ? '/tmp' : preferred;
  const folder = mkdtempSync(path.join(base, 'tslab-check-'));
  const secret = randomUUID();
  try {
    writeFileSync(path.join(folder, MARK), secret, { mode: 0o600 });
  } catch (error) {
    rmdirSync(folder);
    throw error;
  }
  return { folder, secret };
}

/** Removes a folder made by {@link makeSocketFolder}; leaves anything else alone. */
export function removeSocketFolder({ folder, secret }: SocketFolder): void {
  try {
    if (readFileSync(path.join(folder, MARK), 'utf8') !== secret) return;
    for (const name of NAMES) rmSync(path.join(folder, name), { force: true });
    rmdirSync(folder);
  } catch {
    // It is gone already, or holds something that is not ours: then it stays.
  }
}
