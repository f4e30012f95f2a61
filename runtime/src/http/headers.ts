import type { HeaderField } from './exchange.ts';

/** Fields that are about one connection and never passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The alternating list of names and values that Node and undici use, as fields. */
export function toFields(raw: readonly (string | Buffer)[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    fields.push([latin1(raw[index]), latin1(raw[index + 1])]);
  }
  return fields;
}

/** Fields as the alternating list of names and values. */
export function toFlat(fields: readonly HeaderField[]): string[] {
  const flat: string[] = [];
  for (const [name, value] of fields) flat.push(name, value);
  return flat;
}

/** Every value of a field, in order. */
export function findAll(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter(([field]) => field.toLowerCase() === name).map(([, value]) => value);
}

/** The members of a comma-separated list, such as `Connection`, in lower case. */
export function listMembers(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((member) => member.trim().toLowerCase())
    .filter((member) => member !== '');
}

/** What may go to the next hop: everything but hop-by-hop fields and those that `Connection` names. */
export function endToEnd(fields: readonly HeaderField[]): HeaderField[] {
  const named = new Set(listMembers(findAll(fields, 'connection')));
  return fields.filter(([field]) => {
    const name = field.toLowerCase();
    return !HOP_BY_HOP.has(name) && !named.has(name);
  });
}

function latin1(value: string | Buffer | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}
