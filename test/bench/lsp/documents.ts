import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, toJson } from '@tsk/parser';
import { stringify as stringifyToml } from 'smol-toml';
import { stringify as stringifyYaml } from 'yaml';
import { makeBenchData } from '../data.ts';

const founding = join(import.meta.dirname, '../../../examples/founding');

/** One text of the same data in each format. */
export interface LspDocument {
  readonly tsk: string;
  readonly yaml: string;
  readonly json: string;
  readonly toml: string;
}

/** The founding configuration with services below it, until the `.tsk` text has so many lines; `mark` makes the services others. */
export function makeLspDocument(lines: number, mark = 'service'): LspDocument {
  const own = readdirSync(founding)
    .filter((name) => name.endsWith('.tsk'))
    .map((name) => readFileSync(join(founding, name), 'utf8'))
    .join('\n');
  const services = makeBenchData(lines * 40).tsk.replaceAll('service_', `${mark}_`);
  const wanted = `${own}\n${services}`.split('\n').slice(0, lines);
  // The last section may be cut; a section that is whole ends with a blank line.
  const tsk = `${wanted.slice(0, wanted.lastIndexOf('') + 1).join('\n')}`;
  const data = toJson(parseDocument(tsk, { file: 'bench.tsk' }).root) as Record<string, unknown>;
  return {
    tsk,
    yaml: stringifyYaml(data),
    json: JSON.stringify(data, null, 2),
    toml: stringifyToml(data),
  };
}
