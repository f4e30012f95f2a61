import type { Diagnostic, TableValue } from '@tsk/parser';
import { chooseErrors } from './choose-branch.ts';
import type { CustomError, CustomSchema } from './custom-schema.ts';
import { explainCustom, explainLacking, meantKey } from './explain-custom.ts';
import { type PlainReading, readPlain } from './read-plain.ts';

/** More findings than this help nobody. */
const mostFindings = 200;

/**
 * Checks the evaluated values of one document against a schema of the user's. What is not known yet (expressions, variables
 * of the environment) is passed over, and so is what depends on it.
 */
export function checkCustom(root: TableValue, schema: CustomSchema): readonly Diagnostic[] {
  const reading = readPlain(root);
  const isUnknown = (error: CustomError): boolean => isOpen(error, reading);
  const errors = chooseErrors(schema.validate(reading.instance), schema, isUnknown).filter(
    (error) => !isUnknown(error),
  );
  const name = schema.path.slice(schema.path.lastIndexOf('/') + 1);
  // A misspelt key is one mistake: that the right one is missing as well goes without saying.
  const meant = new Set(errors.map((error) => nameKey(error.instancePath, meantKey(error, reading))));
  const isLacking = ({ instancePath, params }: CustomError): boolean =>
    !meant.has(nameKey(instancePath, String(params['missingProperty'])));
  const lacking = errors.filter((error) => error.keyword === 'required' && isLacking(error));
  const others = firstOfEach(errors.filter(({ keyword }) => keyword !== 'required'));
  return [
    ...others.flatMap((error) => explainCustom(error, reading, name) ?? []),
    ...explainLacking(lacking, reading, name),
  ]
    .toSorted((a, b) => a.span.start - b.span.start)
    .slice(0, mostFindings);
}

function nameKey(instancePath: string, key: string | undefined): string {
  return `${instancePath} ${key ?? ''}`;
}

/** Errors that may go away once a value is known: at it, or about what holds it as a whole. */
function isOpen({ instancePath, keyword }: CustomError, { holes }: PlainReading): boolean {
  const isWhole = ['oneOf', 'anyOf', 'not', 'uniqueItems', 'contains', 'if', 'enum', 'const'].includes(keyword);
  return holes.some((hole) => hole === instancePath || (isWhole && hole.startsWith(`${instancePath}/`)));
}

/** Of the errors about one value that of its type says most; about the keys of a table each counts. */
function firstOfEach(errors: readonly CustomError[]): readonly CustomError[] {
  const rank = ({ keyword }: CustomError): number =>
    keyword === 'type' ? 0 : keyword === 'enum' || keyword === 'const' ? 1 : 2;
  const told = new Set<string>();
  return errors
    .toSorted((a, b) => rank(a) - rank(b))
    .filter(({ instancePath, params, keyword }) => {
      const name = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
      const key = name === undefined ? instancePath : `${instancePath} ${String(name)}`;
      if (told.has(key)) return false;
      told.add(key);
      return keyword !== 'if';
    });
}
