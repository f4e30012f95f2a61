/** Bounds of a part of a cache. */
export interface Share {
  readonly maxBytes: number;
  readonly maxEntries: number;
}

/** What is in such a part. */
interface Contents {
  readonly bytes: number;
  readonly count: number;
}

/** A part of the whole, by a ratio above 0: whole bytes, and at least one entry. */
export function shareOf(whole: Share, ratio: number): Share {
  return {
    maxBytes: Math.floor(whole.maxBytes * ratio),
    maxEntries: Math.max(1, Math.floor(whole.maxEntries * ratio)),
  };
}

/** What a part leaves of the whole; of what has no bound, all. */
export function restOf(whole: Share, part: Share): Share {
  return { maxBytes: less(whole.maxBytes, part.maxBytes), maxEntries: less(whole.maxEntries, part.maxEntries) };
}

function less(whole: number, part: number): number {
  return whole === Number.POSITIVE_INFINITY ? whole : whole - part;
}

/** Whether a part holds more than its share. */
export function exceeds({ bytes, count }: Contents, share: Share): boolean {
  return bytes > share.maxBytes || count > share.maxEntries;
}

/** Whether one more of that size would still be within the share. */
export function fits({ bytes, count }: Contents, size: number, share: Share): boolean {
  return bytes + size <= share.maxBytes && count + 1 <= share.maxEntries;
}
