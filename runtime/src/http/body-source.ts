import type { ClientError } from './errors.ts';

/** Who takes a request's body, piece by piece as it comes, in the framing of the request's head. */
export interface BodySink {
  /** The bytes are only there until this returns. */
  onBodyBytes(bytes: Buffer, start: number, end: number): void;
  onBodyEnd(): void;
  onBodyError(error: ClientError): void;
}

/** A request's body, of which nothing is handed out before somebody wants it: until then it can be sent to any backend. */
export interface BodySource {
  /** Whether any of it may have been handed out. */
  readonly isTouched: boolean;
  /** What is there already, one character a byte, to go out in one write with the head. */
  takeFirst(): string;
  /** Hands the rest to `sink`, from now on; at once where it is there. */
  start(sink: BodySink): void;
  /** The sink cannot take more for now. */
  pause(): void;
  resume(): void;
  /** Nobody wants the rest. */
  stop(): void;
}
