/** What is known of a value in a shared store, beside the value. Times are milliseconds since the epoch. */
export interface EntryNotes {
  /** Which generation of the whole cache it belongs to. */
  readonly generation: string;
  readonly freshUntilMs: number;
  /** Until when it may be given out while a new one is loaded; at least `freshUntilMs`. */
  readonly staleUntilMs: number;
  /** How long it took to make. */
  readonly costMs: number;
  /** The tags, each with the version that it had. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A value as a shared store keeps it. */
interface Envelope {
  readonly notes: EntryNotes;
  readonly payload: Buffer;
}

/** What every value begins with, so that what others have put under the same key is not taken for ours. */
const MAGIC = 0x74736b43;
/** Changes with the layout: a value of another version reads as missing, so that old and new processes can share a store. */
const VERSION = 1;
const HEAD_BYTES = 9;

/** Puts a value and its notes into one buffer: magic, version, length of the notes, notes as JSON, value. */
export function seal({ notes, payload }: Envelope): Buffer {
  const text = Buffer.from(JSON.stringify(notes, (_, value) => (value === Number.POSITIVE_INFINITY ? 'never' : value)));
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32BE(MAGIC, 0);
  head.writeUInt8(VERSION, 4);
  head.writeUInt32BE(text.length, 5);
  return Buffer.concat([head, text, payload]);
}

/** Takes apart what `seal` has made; undefined for anything else, and for other versions. */
export function unseal(bytes: Buffer): Envelope | undefined {
  if (bytes.length < HEAD_BYTES || bytes.readUInt32BE(0) !== MAGIC || bytes.readUInt8(4) !== VERSION) return undefined;
  const end = HEAD_BYTES + bytes.readUInt32BE(5);
  if (end > bytes.length) return undefined;
  const notes = readNotes(bytes.toString('utf8', HEAD_BYTES, end));
  return notes === undefined ? undefined : { notes, payload: bytes.subarray(end) };
}

function readNotes(text: string): EntryNotes | undefined {
  try {
    const notes: unknown = JSON.parse(text, (_, value) => (value === 'never' ? Number.POSITIVE_INFINITY : value));
    return isNotes(notes) ? notes : undefined;
  } catch {
    return undefined;
  }
}

function isNotes(value: unknown): value is EntryNotes {
  if (typeof value !== 'object' || value === null) return false;
  const { generation, freshUntilMs, staleUntilMs, costMs, tags } = value as Record<keyof EntryNotes, unknown>;
  const numbers = [freshUntilMs, staleUntilMs, costMs].every((one) => typeof one === 'number');
  return numbers && typeof generation === 'string' && typeof tags === 'object' && tags !== null;
}
