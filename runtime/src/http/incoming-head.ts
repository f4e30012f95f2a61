import { dateLine } from './date-line.ts';
import { reasonPhrase } from './errors.ts';
import type { HeaderField } from './exchange.ts';
import type { ArrivedResponse } from './transport/upstream-user.ts';
import { FieldName } from './wire/field-names.ts';
import type { HeadFields } from './wire/head-fields.ts';
import { type FieldSet, fieldSet, hopByHop, keptLines, listConnectionOptions } from './wire/kept-lines.ts';
import { latin1 } from './wire/latin1.ts';
import type { ResponseHead } from './wire/scan-response.ts';

const endingHere: FieldSet = fieldSet(...hopByHop);
/** A response without a body must not be framed as if it had one (RFC 9110, 8.6; RFC 9112, 6.1). */
const withoutCoding: FieldSet = fieldSet(...hopByHop, FieldName.TransferEncoding);
const withoutFraming: FieldSet = fieldSet(...hopByHop, FieldName.TransferEncoding, FieldName.ContentLength);

/** The text of a status line as the backend chose it, or the status's own name where it chose none. */
export function statusLine(bytes: Buffer, { status, reasonStart, reasonEnd }: ResponseHead): string {
  const reason = reasonEnd > reasonStart ? latin1(bytes, reasonStart, reasonEnd) : reasonPhrase(status);
  return `HTTP/1.1 ${status} ${reason}\r\n`;
}

/** Status line and the lines of a response that are passed on, without the empty line after them. */
export function passedHead({ bytes, head, headEnd }: ArrivedResponse): string {
  const { status, fields } = head;
  const set = status === 204 ? withoutFraming : status === 304 ? withoutCoding : endingHere;
  const lines = keptLines(bytes, fields, headEnd, set);
  const date = fields.indexOf(FieldName.Date) === -1 ? dateLine() : '';
  return statusLine(bytes, head) + lines + date;
}

/** An informational response, whole. */
export function passedInformational(bytes: Buffer, head: ResponseHead, headEnd: number): string {
  return `${statusLine(bytes, head)}${keptLines(bytes, head.fields, headEnd, withoutFraming)}\r\n`;
}

/** The fields of a response as the layers see them. */
export function layeredResponseFields(bytes: Buffer, fields: HeadFields): HeaderField[] {
  const listed = listConnectionOptions(bytes, fields);
  const kept: HeaderField[] = [];
  for (let index = 0; index < fields.count; index += 1) {
    const id = fields.ids[index] ?? 0;
    if (withoutCoding[id] === 1 || id === FieldName.Trailer) continue;
    const name = fields.name(bytes, index);
    if (id !== FieldName.ContentLength && listed?.has(name.toLowerCase()) === true) continue;
    kept.push([name, fields.value(bytes, index)]);
  }
  return kept;
}
