import type { ValidationError } from '../base/validator.ts';
import { validateProject } from '../generated/project-validator.ts';

/** What is wrong with the data of a `tsk.json`, by the JSON Schema of that file (`projectSchema`); nothing where it is right. */
export function findProjectErrors(data: unknown): readonly ValidationError[] {
  return validateProject(data) ? [] : [...(validateProject.errors ?? [])];
}
