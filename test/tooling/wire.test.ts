import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, encode } from '#tooling/kernel/wire';

const frames = (key: string) => encode(key, 'session', 'execute_request', { code: 'é' });
const buffers = (texts: string[]) => texts.map(text => Buffer.from(text));

test('a message survives encoding and decoding, behind any routing frames', () => {
  const { id, frames: encoded } = frames('key');
  const message = decode('key', buffers(['route', ...encoded]));
  assert.deepEqual(message, { type: 'execute_request', id, parentId: undefined, content: { code: 'é' } });
});

test('a message signed with another key, or changed on the way, is refused', () => {
  const { frames: encoded } = frames('key');
  assert.throws(() => decode('other', buffers(encoded)), /wrong signature/);
  const changed = encoded.map(frame => frame.replace('é', 'e'));
  assert.throws(() => decode('key', buffers(changed)), /wrong signature/);
  assert.throws(() => decode('key', buffers(['no delimiter'])), /malformed/);
});
