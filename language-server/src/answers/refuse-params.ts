import { ErrorCodes, ResponseError } from 'vscode-languageserver';

/** Refuses a request whose parameters are not what it takes; the sentence is for whoever sent it. */
export function refuseParams(sentence: string): never {
  throw new ResponseError(ErrorCodes.InvalidParams, sentence);
}

/** True for an object that is no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
