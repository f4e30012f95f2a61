import type { AnySchema, ErrorObject, Options } from 'ajv';
import type { AnyValidateFunction } from 'ajv/dist/types/index.js';
import { bundleName, bundleReferences } from './bundle-references.ts';
import {
  type CustomError,
  type CustomSchema,
  type CustomValidator,
  isJsonObject,
  type JsonValue,
  type LoadedSchema,
} from './custom-schema.ts';

/** What we use of the library, which has a class for each draft. */
interface Library {
  addSchema(schema: AnySchema, name: string): unknown;
  getSchema(name: string): AnyValidateFunction | undefined;
}

/**
 * Makes a validator of a JSON Schema of the user's: drafts 7, 2019-09 and 2020-12, the last where `$schema` names none. The
 * files that it refers to are taken from `files`, by path; nothing is fetched. The library is loaded on the first call.
 */
export async function loadCustomSchema(
  text: string,
  path: string,
  files: ReadonlyMap<string, string> = new Map(),
): Promise<LoadedSchema> {
  const broken = (problem: string): LoadedSchema => ({ kind: 'broken', path, problem });
  let reading = path;
  try {
    const bundle = bundleReferences(path, (file) => {
      const source = file === path ? text : files.get(file);
      reading = file;
      return source === undefined ? undefined : JSON.parse(source.replace(/^\uFEFF/, ''));
    });
    if (bundle.remote.length > 0)
      return broken(`refers to ${bundle.remote[0]}, and only files beside it are read: copy that schema into one`);
    if (bundle.wanted.length > 0) return { kind: 'incomplete', path, wanted: bundle.wanted };
    return await compile(path, bundle.schemas);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const where = reading === path ? '' : ` in ${reading}`;
    return broken(`is no JSON Schema${where}: ${error.message}`);
  }
}

async function compile(path: string, schemas: ReadonlyMap<string, JsonValue>): Promise<LoadedSchema> {
  const root = schemas.get(bundleName(0)) ?? true;
  if (!isJsonObject(root) && typeof root !== 'boolean')
    return { kind: 'broken', path, problem: 'is no JSON Schema: it must be an object' };
  const library = await createLibrary(root);
  if (library === undefined) {
    const draft = isJsonObject(root) ? String(root['$schema']) : '';
    return { kind: 'broken', path, problem: `is of ${draft}, and known are draft-07, 2019-09 and 2020-12` };
  }
  for (const [name, schema] of schemas) library.addSchema(asSchema(schema), name);
  const validate = library.getSchema(bundleName(0));
  if (validate === undefined) return { kind: 'broken', path, problem: 'is no JSON Schema' };
  const schema: CustomSchema = {
    path,
    root,
    resolve: (reference) => findPart(schemas, reference),
    validate: asValidator(validate),
    subvalidator(schemaPath) {
      const part = library.getSchema(schemaPath.startsWith('#') ? bundleName(0) + schemaPath : schemaPath);
      return part && asValidator(part);
    },
  };
  return { kind: 'loaded', schema };
}

const asSchema = (schema: JsonValue): AnySchema => (isJsonObject(schema) ? schema : schema === true);

/** The library for the draft that a schema is of; undefined for one that it does not know. */
async function createLibrary(root: JsonValue): Promise<Library | undefined> {
  const options: Options = { allErrors: true, verbose: true, strict: false, validateFormats: false, logger: false };
  const draft = isJsonObject(root) && typeof root['$schema'] === 'string' ? root['$schema'].replace(/#$/, '') : '';
  if (draft === '' || draft.endsWith('2020-12/schema')) return new (await import('ajv/dist/2020.js')).Ajv2020(options);
  if (draft.endsWith('2019-09/schema')) return new (await import('ajv/dist/2019.js')).Ajv2019(options);
  if (draft.endsWith('draft-07/schema')) return new (await import('ajv')).Ajv(options);
  return undefined;
}

function asValidator(validate: AnyValidateFunction): CustomValidator {
  return (data) => (validate(data) === true ? [] : (validate.errors ?? []).map(asError));
}

const asError = ({
  instancePath,
  keyword,
  params,
  propertyName,
  schemaPath,
  schema,
  parentSchema,
  data,
}: ErrorObject): CustomError => ({
  instancePath,
  keyword,
  params,
  schemaPath,
  schema,
  ...(isJsonObject(parentSchema) ? { parentSchema } : {}),
  data,
  ...(propertyName === undefined ? {} : { propertyName }),
});

function findPart(schemas: ReadonlyMap<string, JsonValue>, reference: string): JsonValue | undefined {
  const [name = '', pointer = ''] = reference.split('#');
  let part = schemas.get(name);
  for (const key of pointer.split('/').slice(1)) {
    const step = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(part)) part = part[Number(step)];
    else part = isJsonObject(part) && Object.hasOwn(part, step) ? part[step] : undefined;
  }
  return part;
}
