/** What becomes of one request, from the client's side of it: the connection tells it what the client does. */
export interface ClientExchange {
  /** More bytes may be written to the client. */
  onDrain(): void;
  /** What is read of the body cannot go on: the client has sent what it may not, or too much, or nothing for too long. */
  onBodyProblem(status: 400 | 408 | 413, reason: string): void;
  /** The client has gone, or its connection was cut; nothing reaches it any more. Called once, last. */
  onGone(): void;
  /** Bytes behind a request to switch protocols, after the switch; and that no more of them follow. */
  onTunnelBytes(bytes: Buffer, start: number, end: number): void;
  onTunnelEnd(): void;
}
