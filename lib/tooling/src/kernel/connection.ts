/** Where a kernel listens: Unix sockets, or TCP on loopback where there are none (Windows, very long paths). */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';

const CHANNELS = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
type Channel = (typeof CHANNELS)[number];

/** What a kernel's connection file says, and the addresses that follow from it. */
export interface Connection {
  key: string;
  file: Record<string, string | number>;
  address(channel: Channel): string;
}

/** As many free ports as asked for; all are held until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const listening = servers.map(
    server =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
      }),
  );
  try {
    return await Promise.all(listening);
  } finally {
    await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  }
}

/** Chooses addresses; Unix sockets begin with `prefix`, where there is one. */
export async function makeConnection(prefix: string | undefined): Promise<Connection> {
  const ipc = process.platform !== 'win32' && prefix !== undefined;
  const [transport, ip] = ipc ? ['ipc', prefix] : ['tcp', '127.0.0.1'];
  const numbers = ipc ? CHANNELS.map((_, i) => i + 1) : await freePorts(CHANNELS.length);
  const ports = new Map(CHANNELS.map((channel, i) => [channel, numbers[i] as number]));
  const key = randomUUID();
  const signing = { key, signature_scheme: 'hmac-sha256', kernel_name: 'tslab' };
  const named = Object.fromEntries([...ports].map(([channel, port]) => [`${channel}_port`, port]));
  return {
    key,
    file: { transport, ip, ...signing, ...named },
    // To tslab both are "transport://ip:port": a socket's path ends in a colon and its number.
    address: channel => `${transport}://${ip}:${ports.get(channel)}`,
  };
}
