import { MAX_HEAD_BYTES } from './wire/scan-request.ts';

/** A client that takes longer to send its request head gets 408. */
export const HEAD_TIMEOUT_MS = 15_000;
/** A client that sends nothing of a body, or takes nothing of an answer, for so long is given up. */
export const STALL_MS = 60_000;
/** Reads on what a client still sends after it has been answered, up to these bounds, before its connection is cut. */
export const DISCARD = { bytes: 1_048_576, timeMs: 5_000 } as const;
/** How long an ended connection waits for the client to see its last answer. */
export const LINGER_MS = 2_000;
/** Requests that come before the answer to an earlier one are kept up to here; then the client waits. */
export const MAX_AHEAD_BYTES: number = 4 * MAX_HEAD_BYTES;
