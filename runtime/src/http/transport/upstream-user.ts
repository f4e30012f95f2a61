import type { BodyFraming } from '../wire/body-framing.ts';
import type { ResponseHead } from '../wire/scan-response.ts';
import type { UpstreamConnection } from './upstream-connection.ts';

/** How an attempt can fail: never connected, cut off, or out of time. */
export type LossKind = 'refused' | 'broken' | 'late';

/** The head of a response, and what has come of its body with it. Only there until the call that brings it returns. */
export interface ArrivedResponse {
  readonly bytes: Buffer;
  readonly head: ResponseHead;
  /** Offset after the head, where the body begins. */
  readonly headEnd: number;
  readonly framing: BodyFraming;
  readonly bodyEnd: number;
  /** Whether that is all of it. */
  readonly isDone: boolean;
}

/** Who has a request answered over an upstream connection. */
export interface UpstreamUser {
  /** The connection is open: the request may be written. */
  onConnected(connection: UpstreamConnection): void;
  /** A response with a status from 102 to 199 has come; the one that counts will follow. */
  onInformational(bytes: Buffer, head: ResponseHead, headEnd: number): void;
  onResponse(response: ArrivedResponse): void;
  /** More of the body, as it came, chunk framing included. */
  onBody(bytes: Buffer, start: number, end: number, isDone: boolean): void;
  /** The backend has switched protocols: from now on `onBody` gets its bytes, those after the head first. */
  onSwitch(bytes: Buffer, head: ResponseHead, headEnd: number): void;
  onDrain(): void;
  /** There will be no more of this response. Nothing is called after this. */
  onLost(kind: LossKind, reason: string): void;
}
