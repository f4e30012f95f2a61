import { type Diagnostic, report } from '@tsk/parser';
import { findNearest, projectSchema, type Schema, type ValidationError } from '@tsk/schemas';
import { unknownProjectSetting, wrongProjectValue } from './catalogue.ts';
import type { JsonPlaces } from './json-places.ts';

/** The JSON pointer of the value that an error of the schema is about: what has to go for the rest to be right. */
export function pointerOf({ instancePath, keyword, params }: ValidationError): string {
  if (keyword !== 'additionalProperties') return instancePath;
  return `${instancePath}/${String(params['additionalProperty']).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a person needs to know about an error of the schema: the setting, what stands there, and what may. */
export function explainProjectError(
  error: ValidationError,
  data: unknown,
  file: string,
  places: JsonPlaces,
): Diagnostic {
  const path = segmentsOf(pointerOf(error));
  const name = showPath(path);
  if (error.keyword === 'additionalProperties') {
    const names = Object.keys(schemaAt(path.slice(0, -1)).properties ?? {});
    const nearest = findNearest(path.at(-1) ?? '', names);
    const help = nearest === undefined ? `They are ${names.join(', ')}.` : `Did you mean '${nearest}'?`;
    const place = places(path, 'key');
    const newText = JSON.stringify(nearest);
    const fix =
      nearest === undefined ? undefined : { title: `Write ${newText}`, edits: [{ span: place.span, newText }] };
    return report(unknownProjectSetting, place, [file, name, help], { fix });
  }
  const { wanted, found } = describe(error, path, valueAt(data, path));
  return report(wrongProjectValue, places(path, 'value'), [file, name, found, wanted]);
}

function describe(
  { keyword, params }: ValidationError,
  path: readonly string[],
  value: unknown,
): { readonly wanted: string; readonly found: string } {
  if (keyword === 'required') return { wanted: `given '${String(params['missingProperty'])}'`, found: '' };
  if (keyword === 'minItems') return { wanted: 'a list that is not empty', found: '' };
  const shown = typeof value === 'object' && value !== null ? '' : ` is ${JSON.stringify(value)}, and`;
  return { wanted: describeSchema(schemaAt(path), path), found: shown };
}

function describeSchema({ type, enum: choices, minimum, maximum }: Schema, path: readonly string[]): string {
  if (choices !== undefined) return choices.map((choice) => `"${choice}"`).join(', ');
  switch (type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${minimum} to ${maximum}`;
    case 'array':
      return 'a list';
    case 'string':
      return 'a text';
    default:
      return `an object: ${path.at(-1) === 'format' ? '{ "maxWidth": 100 }' : path.length === 0 ? '{ "format": { … } }' : '{ … }'}`;
  }
}

/** The part of the schema that describes the value at a path. */
function schemaAt(path: readonly string[]): Schema {
  let schema = projectSchema;
  for (const segment of path) {
    const { properties, additionalProperties, items } = resolve(schema);
    const inner = properties?.[segment] ?? items;
    schema = inner ?? (typeof additionalProperties === 'object' ? additionalProperties : {});
  }
  return resolve(schema);
}

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (projectSchema.$defs?.[name] ?? schema);
}

function segmentsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `overrides[0].rules` */
function showPath(path: readonly string[]): string {
  return path.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : index === 0 ? key : `.${key}`)).join('');
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}
