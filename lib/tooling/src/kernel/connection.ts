/** Where a kernel listens: Unix sockets, or TCP on loopback where there are none (Windows). */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import path from 'node:path';

const CHANNELS = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
type Channel = (typeof CHANNELS)[number];

/** What a kernel's connection file says, and the addresses that follow from it. */
export interface Connection {
  key: string;
  file: Record<string, string | number>;
  address(channel: Channel): string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Chooses addresses; sockets are made inside `folder`. */
export async function makeConnection(folder: string): Promise<Connection> {
  const ipc = process.platform !== 'win32';
  const [transport, ip] = ipc ? ['ipc', path.join(folder, 'socket')] : ['tcp', '127.0.0.1'];
  const ports = new Map<Channel, number>();
  for (const [i, channel] of CHANNELS.entries()) ports.set(channel, ipc ? i + 1 : await freePort());
  const key = randomUUID();
  const signing = { key, signature_scheme: 'hmac-sha256', kernel_name: 'tslab' };
  const named = Object.fromEntries([...ports].map(([channel, port]) => [`${channel}_port`, port]));
  return {
    key,
    file: { transport, ip, ...signing, ...named },
    address: channel => `${transport}://${ip}:${ports.get(channel)}`,
  };
}
