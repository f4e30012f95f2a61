import type { Clock } from '../clock.ts';
import type { Log } from '../monitor/log.ts';
import type { RequestObserver } from '../monitor/observation.ts';
import type { Admitted } from './admission.ts';
import type { ClientConnection } from './client-connection.ts';
import type { ClientConnections } from './client-connections.ts';
import type { ClientExchange } from './client-exchange.ts';
import type { TrustCheck } from './forwarded.ts';
import type { IncomingBody } from './incoming-body.ts';
import type { Progress } from './progress.ts';
import type { Sweeper } from './transport/sweeper.ts';
import type { RequestHead } from './wire/scan-request.ts';

/** A request whose head has been read and let in. `bytes` and `head` are only there until the call that brings it returns. */
export interface ArrivedRequest {
  readonly bytes: Buffer;
  readonly head: RequestHead;
  readonly headEnd: number;
  readonly admitted: Admitted;
  readonly body: IncomingBody | null;
  readonly progress: Progress;
}

/** An exchange that has not begun yet: what came of its body with the head is held before it starts. */
export interface StartableExchange extends ClientExchange {
  start(): void;
}

/** What serving clients takes; one for the life of a server. */
export interface ServeContext {
  readonly createExchange: (connection: ClientConnection, request: ArrivedRequest) => StartableExchange;
  readonly scheme: 'http' | 'https';
  /** 0 is without limit. */
  readonly maxBodyBytes: number;
  readonly keepAliveTimeoutMs: number;
  readonly isTrusted: TrustCheck;
  readonly connections: ClientConnections;
  readonly sweeper: Sweeper;
  readonly observe: RequestObserver;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the server is on its way out, and each answer ends its connection. */
  isClosing(): boolean;
}
