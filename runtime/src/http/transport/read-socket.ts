import { connect, Socket } from 'node:net';

/** What becomes of the bytes and events of a socket. */
export interface SocketReader {
  /** `length` bytes have come. They are only there until this returns: the next read of any socket overwrites them. */
  onBytes(bytes: Buffer, length: number): void;
  /** The other side sends nothing more. */
  onEnd(): void;
  /** All that was written has gone out, after a write that said it had to wait. */
  onDrain(): void;
  /** The connection is no more; called once. */
  onClose(error: Error | undefined): void;
}

/**
 * All sockets read into this one buffer: a read is over before the next one begins, so that none needs memory of its own,
 * and none makes objects.
 */
const shared = Buffer.allocUnsafeSlow(65_536);

/** Opens a connection that is read by `reader`; `onConnect` is called when it is there. */
export function connectSocket(host: string, port: number, reader: SocketReader, onConnect: () => void): Socket {
  const socket = connect({ host, port, noDelay: true, allowHalfOpen: true, onread: readInto(reader) }, onConnect);
  return follow(socket, reader);
}

/**
 * Has an accepted connection, on which nothing has been read yet, read by `reader`. A plain one is given a new `Socket` that reads
 * into the shared buffer, which Node offers for outgoing connections only; where its internals are not what they were, and with
 * TLS, the socket is read by events. Returns the socket to use from now on.
 */
export function adoptSocket(accepted: Socket, reader: SocketReader): Socket {
  const handle = 'encrypted' in accepted ? undefined : takeHandle(accepted);
  if (handle === undefined) {
    accepted.on('data', (bytes: Buffer) => reader.onBytes(bytes, bytes.length));
    accepted.resume();
    return follow(accepted, reader);
  }
  // The types know `handle` only as what can be bound; Node itself makes accepted sockets this way.
  const socket: Socket = Reflect.construct(Socket, [{ handle, allowHalfOpen: true, onread: readInto(reader) }]);
  return follow(socket, reader);
}

function readInto(reader: SocketReader): { buffer: Uint8Array; callback: (length: number) => boolean } {
  return {
    buffer: shared,
    callback: (length) => {
      reader.onBytes(shared, length);
      return true;
    },
  };
}

/** The handle of a socket, which is left without; undefined where there is none that can read into a buffer of ours. */
function takeHandle(socket: Socket): unknown {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null || !('useUserBuffer' in handle)) return undefined;
  Reflect.set(socket, '_handle', null);
  return handle;
}

function follow(socket: Socket, reader: SocketReader): Socket {
  let failure: Error | undefined;
  socket.on('end', () => reader.onEnd());
  socket.on('drain', () => reader.onDrain());
  socket.on('error', (error) => {
    failure = error;
  });
  socket.on('close', () => reader.onClose(failure));
  return socket;
}
