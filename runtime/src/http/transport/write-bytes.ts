import type { Socket } from 'node:net';
import { latin1 } from '../wire/latin1.ts';

/** Up to here bytes go out as a string, which Node writes without making an object; above, copying them is cheaper. */
const SHORT_BYTES = 16_384;

/**
 * Writes a text of one byte a character and after it `bytes` from `start` to `end`, in one write. The bytes are copied: they may be
 * overwritten afterwards. Returns whether more may be written, as `Socket.write` does.
 */
export function writeBytes(socket: Socket, text: string, bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  if (length + text.length <= SHORT_BYTES) return socket.write(text + latin1(bytes, start, end), 'latin1');
  const copy = Buffer.allocUnsafe(text.length + length);
  copy.write(text, 'latin1');
  bytes.copy(copy, text.length, start, end);
  return socket.write(copy);
}
