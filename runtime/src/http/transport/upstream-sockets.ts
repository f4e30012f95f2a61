import type { Sweeper } from './sweeper.ts';
import { UpstreamConnection } from './upstream-connection.ts';
import type { UpstreamUser } from './upstream-user.ts';

/** Unused connections to one backend that are kept; more would only grow old. */
const MAX_IDLE = 256;

/** Where a backend listens. */
export interface Endpoint {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}

/** The connections to one backend; of the idle ones the last is the one that was used last. */
interface Sockets {
  readonly all: Set<UpstreamConnection>;
  readonly idle: UpstreamConnection[];
}

/**
 * Kept connections to the backends, by the id of the backend. The one that was used last is used first, so that those which are not
 * needed grow old and are closed before the backend closes them under a request.
 */
export class UpstreamSockets {
  readonly #sweeper: Sweeper;
  readonly #backends = new Map<string, Sockets>();

  constructor(sweeper: Sweeper) {
    this.#sweeper = sweeper;
  }

  /** Calls `onConnected` of `user`, at once where there is a connection to spare, or `onLost` where none can be made. */
  acquire({ id, host, port }: Endpoint, user: UpstreamUser): void {
    const sockets = this.#of(id);
    const kept = sockets.idle.pop();
    if (kept !== undefined) {
      user.onConnected(kept);
      return;
    }
    const connection = new UpstreamConnection(host, port, user, {
      sweeper: this.#sweeper,
      onIdle: (idle) => {
        if (sockets.idle.length < MAX_IDLE && this.#backends.get(id) === sockets) sockets.idle.push(idle);
        else idle.abandon();
      },
      onGone: (gone) => {
        sockets.all.delete(gone);
        const at = sockets.idle.lastIndexOf(gone);
        if (at !== -1) sockets.idle.splice(at, 1);
      },
    });
    sockets.all.add(connection);
  }

  /** Cuts the connections to a backend that has left, with what is still on them. */
  forget(id: string): void {
    const sockets = this.#backends.get(id);
    this.#backends.delete(id);
    for (const connection of sockets?.all ?? []) connection.socket.destroy();
  }

  /** Cuts every connection. */
  close(): void {
    for (const id of [...this.#backends.keys()]) this.forget(id);
  }

  #of(id: string): Sockets {
    const existing = this.#backends.get(id);
    if (existing !== undefined) return existing;
    const sockets: Sockets = { all: new Set(), idle: [] };
    this.#backends.set(id, sockets);
    return sockets;
  }
}
