import { HeadFields } from './head-fields.ts';
import { scanFields } from './scan-fields.ts';

/** The fields of a trailer section whose lines have been checked. */
export function parseTrailers(lines: string): readonly (readonly [name: string, value: string])[] {
  if (lines === '') return [];
  const bytes = Buffer.from(`${lines}\r\n`, 'latin1');
  const fields = new HeadFields();
  scanFields(bytes, 0, bytes.length, fields);
  return Array.from({ length: fields.count }, (_, index) => [fields.name(bytes, index), fields.value(bytes, index)]);
}
