import { SPACE, TAB } from './bytes.ts';
import { FieldName } from './field-names.ts';
import type { HeadFields } from './head-fields.ts';
import { latin1 } from './latin1.ts';

/** A set of the known field names, by their numbers: 1 for those in it. */
export type FieldSet = Uint8Array;

/** The set of these field names. */
export function fieldSet(...names: readonly FieldName[]): FieldSet {
  const set = new Uint8Array(64);
  for (const name of names) set[name] = 1;
  return set;
}

/** Fields that end at this hop (RFC 9110, 7.6.1), in requests and responses. */
export const hopByHop: readonly FieldName[] = [
  FieldName.Connection,
  FieldName.KeepAlive,
  FieldName.ProxyConnection,
  FieldName.Te,
  FieldName.Upgrade,
  FieldName.Http2Settings,
  FieldName.ProxyAuthenticate,
  FieldName.ProxyAuthorization,
];

/** Fields that frame the message or say where it goes: to name them in `Connection` would take them from under the reader behind. */
const neverListed: FieldSet = fieldSet(FieldName.Host, FieldName.ContentLength, FieldName.TransferEncoding);

/**
 * The header lines that are passed on, as they were written: all but those in `dropped`, and those that a `Connection` field names.
 * `headEnd` is the offset after the head. Neighbouring lines are taken in one piece: what is passed on are validated bytes.
 */
export function keptLines(bytes: Uint8Array, fields: HeadFields, headEnd: number, dropped: FieldSet): string {
  const listed = listConnectionOptions(bytes, fields);
  let kept = '';
  let runStart = -1;
  for (let index = 0; index < fields.count; index += 1) {
    const lineStart = fields.nameStarts[index] ?? 0;
    if (dropped[fields.ids[index] ?? 0] === 1 || (listed !== undefined && isListed(bytes, fields, index, listed))) {
      if (runStart !== -1) kept += latin1(bytes, runStart, lineStart);
      runStart = -1;
    } else if (runStart === -1) {
      runStart = lineStart;
    }
  }
  // The last line ends before the empty one.
  return runStart === -1 ? kept : kept + latin1(bytes, runStart, headEnd - 2);
}

/** What the `Connection` fields say, in lower case; undefined where they say nothing but `close` and `keep-alive`. */
export function listConnectionOptions(bytes: Uint8Array, fields: HeadFields): ReadonlySet<string> | undefined {
  let options: Set<string> | undefined;
  for (let index = 0; index < fields.count; index += 1) {
    if (fields.ids[index] !== FieldName.Connection) continue;
    for (const option of fields.value(bytes, index).toLowerCase().split(',')) {
      const name = trimBlanks(option);
      if (name === 'close' || name === 'keep-alive' || name === '') continue;
      options ??= new Set();
      options.add(name);
    }
  }
  return options;
}

/** Whether a `Connection` field has an option such as `close`, in any case. */
export function hasConnectionOption(bytes: Uint8Array, fields: HeadFields, option: string): boolean {
  for (let index = 0; index < fields.count; index += 1) {
    if (fields.ids[index] !== FieldName.Connection) continue;
    const value = fields.value(bytes, index).toLowerCase();
    if (value === option || value.split(',').some((member) => trimBlanks(member) === option)) return true;
  }
  return false;
}

function isListed(bytes: Uint8Array, fields: HeadFields, index: number, listed: ReadonlySet<string>): boolean {
  return neverListed[fields.ids[index] ?? 0] !== 1 && listed.has(fields.name(bytes, index).toLowerCase());
}

function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}
