/**
 * Jupyter's wire protocol: a message is a list of frames
 *
 *   [routing …, "<IDS|MSG>", HMAC-SHA256(key, header + parent + metadata + content), header, parent, metadata, content].
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const DELIMITER = '<IDS|MSG>';

export interface Message {
  type: string;
  id: string;
  /** The id of the request that this message answers, or undefined. */
  parentId: string | undefined;
  content: Record<string, unknown>;
}

const sign = (key: string, parts: (Buffer | string)[]): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

/** Encodes a request; returns its frames and its id. */
export function encode(
  key: string,
  session: string,
  type: string,
  content: object,
): { id: string; frames: string[] } {
  const id = randomUUID();
  const header = {
    msg_id: id,
    session,
    username: 'ktln2',
    date: new Date().toISOString(),
    msg_type: type,
    version: '5.3',
  };
  const parts = [header, {}, {}, content].map(part => JSON.stringify(part));
  return { id, frames: [DELIMITER, sign(key, parts), ...parts] };
}

/** Decodes the frames of a message; throws if they are malformed or signed with another key. */
export function decode(key: string, frames: Buffer[]): Message {
  const start = frames.findIndex(frame => frame.toString() === DELIMITER);
  const [signature, ...parts] = frames.slice(start + 1);
  if (start < 0 || !signature || parts.length < 4) throw new Error('malformed kernel message');
  const expected = Buffer.from(sign(key, parts.slice(0, 4)));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new Error('kernel message with a wrong signature');
  }
  const [header, parent, , content] = parts.map(part => JSON.parse(part.toString()));
  return { type: header.msg_type, id: header.msg_id, parentId: parent.msg_id, content };
}
