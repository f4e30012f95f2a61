import { type CustomError, type CustomSchema, isJsonObject, type JsonObject, type JsonValue } from './custom-schema.ts';

/**
 * Turns the errors of a schema into those that a person can act on, one for each mistake. Of alternatives (`oneOf`, `anyOf`)
 * the one that was probably meant speaks: that whose constant keys agree, or else that with the fewest errors. Nothing is said
 * of a choice that `isOpen`: it depends on what is not known yet.
 */
export function chooseErrors(
  errors: readonly CustomError[],
  schema: CustomSchema,
  isOpen: (error: CustomError) => boolean,
  depth = 0,
): readonly CustomError[] {
  const isEcho = ({ keyword, propertyName }: CustomError): boolean => keyword === 'if' || propertyName !== undefined;
  let left = errors.filter((error) => !isEcho(error));
  for (const choice of left.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')) {
    if (!left.includes(choice) || depth > 10) continue;
    const branches = readBranches(choice, schema);
    if (branches.length === 0) continue;
    const echoes = new Set(branches.flatMap(({ errors }) => errors.map(identify)));
    left = left.filter((error) => error !== choice && !echoes.has(identify(error)));
    if (isOpen(choice)) continue;
    left.push(...pick(choice, branches).flatMap((branch) => chooseErrors(branch, schema, isOpen, depth + 1)));
  }
  return left;
}

interface Branch {
  readonly errors: readonly CustomError[];
  readonly part: JsonObject;
}

/** Each alternative with its own errors; none where too many fit. */
function readBranches(choice: CustomError, schema: CustomSchema): readonly Branch[] {
  if (!Array.isArray(choice.schema) || Array.isArray(choice.params['passingSchemas'])) return [];
  return choice.schema.flatMap((part: JsonValue, index) => {
    const found = schema.subvalidator(`${choice.schemaPath}/${index}`)?.(choice.data) ?? [];
    const errors = found.map((error) => ({ ...error, instancePath: choice.instancePath + error.instancePath }));
    return errors.length === 0 ? [] : [{ errors, part: follow(part, schema) }];
  });
}

function follow(part: JsonValue, schema: CustomSchema): JsonObject {
  const reference = isJsonObject(part) ? part['$ref'] : undefined;
  const target = typeof reference === 'string' ? schema.resolve(reference) : part;
  return isJsonObject(target) ? target : {};
}

/** The errors to tell: those of one alternative, or one that speaks for all. */
function pick(choice: CustomError, branches: readonly Branch[]): readonly (readonly CustomError[])[] {
  const constants = branches.filter(({ errors }) => !errors.some((error) => isConstantOf(error, choice.instancePath)));
  if (constants.length === 0) return [[mergeConstants(choice, branches)]];
  const shaped = constants.filter(({ errors }) => !errors.some((error) => isShape(error, choice.instancePath)));
  if (shaped.length === 0) return [[mergeTypes(choice, constants)]];
  const size = ({ errors }: Branch): number => errors.length;
  const fewest = Math.min(...shaped.map(size));
  const nearest = shaped.filter((branch) => size(branch) === fewest);
  const [first, ...others] = nearest;
  if (first === undefined) return [[choice]];
  if (others.length === 0 || others.every((other) => other.errors.every((error, i) => isAlike(error, first.errors[i]))))
    return [first.errors];
  return [[mergeConstants(choice, nearest) === choice ? choice : mergeConstants(choice, nearest)]];
}

/** A key of the value itself that says which alternative it is: `type = "redis"`. */
const isConstantOf = ({ keyword, instancePath, propertyName }: CustomError, base: string): boolean =>
  propertyName === undefined &&
  (keyword === 'const' || keyword === 'enum') &&
  instancePath.startsWith(base) &&
  !instancePath.slice(base.length + 1).includes('/');

const isShape = ({ keyword, instancePath }: CustomError, base: string): boolean =>
  keyword === 'type' && instancePath === base;

/** Alternatives that differ in one constant are one choice. */
function mergeConstants(choice: CustomError, branches: readonly Branch[]): CustomError {
  const failed = branches.flatMap(
    ({ errors }) => errors.find((error) => isConstantOf(error, choice.instancePath)) ?? [],
  );
  const [first] = failed;
  if (first === undefined || failed.some(({ instancePath }) => instancePath !== first.instancePath)) return choice;
  const values = failed.flatMap(({ keyword, params }): readonly unknown[] => {
    const allowed = params['allowedValues'];
    return keyword === 'const' ? [params['allowedValue']] : Array.isArray(allowed) ? allowed : [];
  });
  return { ...first, keyword: 'enum', params: { allowedValues: [...new Set(values)] } };
}

/** Alternatives of different types are one union. */
function mergeTypes(choice: CustomError, branches: readonly Branch[]): CustomError {
  const types = branches.flatMap(({ errors }) =>
    errors.filter((error) => isShape(error, choice.instancePath)).flatMap(({ params }) => params['type'] ?? []),
  );
  return { ...choice, keyword: 'type', params: { type: [...new Set(types)] } };
}

const identify = ({ instancePath, keyword, params }: CustomError): string =>
  `${instancePath} ${keyword} ${JSON.stringify(params)}`;

const isAlike = (a: CustomError, b: CustomError | undefined): boolean => b !== undefined && identify(a) === identify(b);
