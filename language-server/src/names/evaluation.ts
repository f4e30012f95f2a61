import { type AssembledFiles, assembleFiles, evaluateDocument } from '@tsk/compiler';
import type { Place, Value } from '@tsk/parser';
import type { Configuration } from '../workspace/workspace.ts';

const cache = new WeakMap<Configuration, AssembledFiles>();

/** The files of a configuration with their values, each file by itself; made when it is first asked for. */
export function evaluationOf(configuration: Configuration): AssembledFiles {
  const known = cache.get(configuration);
  if (known !== undefined) return known;
  const { documents } = configuration.analysis;
  const made = assembleFiles(
    { documents, missing: [], mayRead: (path) => documents.has(path) },
    configuration.files,
    evaluateDocument,
  );
  cache.set(configuration, made);
  return made;
}

/** The value of the variable that is declared at a place; undefined where there is none, or where it has no value. */
export function findVariableValue(configuration: Configuration, declared: Place): Value | undefined {
  const evaluated = evaluationOf(configuration).files.get(declared.file)?.evaluated;
  return evaluated?.declared.find((variable) => variable.declared.span.start === declared.span.start)?.value;
}

/** Whether a value is known when the configuration is compiled, in all of its parts. */
export function isKnown(value: Value): boolean {
  switch (value.kind) {
    case 'invalid':
    case 'expression':
      return false;
    case 'array':
      return value.elements.every(isKnown);
    case 'table':
      return [...value.members.values()].every((member) => isKnown(member.value));
    default:
      return true;
  }
}
