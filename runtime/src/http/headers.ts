import type { HeaderField } from './exchange.ts';

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
