import type { ClientExchange } from './client-exchange.ts';
import type { IncomingBody } from './incoming-body.ts';

/** What the connection is doing. */
export type ClientState =
  /** Waits for a request, or has the beginning of one. */
  | { readonly kind: 'head' }
  | Exchanging
  /** Answered for the last time: what still comes is dropped, so that the client gets to read the answer. */
  | { readonly kind: 'ending' }
  | { readonly kind: 'closed' };

/** A request is being answered, and perhaps still read. */
export interface Exchanging {
  readonly kind: 'exchange';
  readonly exchange: ClientExchange;
  readonly body: IncomingBody | null;
  readonly keepsAlive: boolean;
  /** The protocol has been switched: every byte is for the backend. */
  isTunnel: boolean;
  isAnswered: boolean;
}

/** Between requests. */
export const HEAD: ClientState = { kind: 'head' };
/** After the last answer. */
export const ENDING: ClientState = { kind: 'ending' };
/** After the end. */
export const CLOSED: ClientState = { kind: 'closed' };
