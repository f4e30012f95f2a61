import type { DiagnosticKind } from '@tsk/parser';

/** A `$name` or a bare name that no rule of the language resolves. */
export const undefinedReference: DiagnosticKind<[reference: string, meant: string | undefined]> = {
  code: 'TSK3001',
  mnemonic: 'E_UNDEFINED',
  severity: 'error',
  title: 'Reference to nothing',
  message: (reference, meant) =>
    `${reference} names nothing: no variable and no key of that name is in reach${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
};

/** A `$name` that is declared, but only after its use. */
export const usedBeforeDeclared: DiagnosticKind<[reference: string]> = {
  code: 'TSK3002',
  mnemonic: 'E_USED_EARLY',
  severity: 'error',
  title: 'Reference before its declaration',
  message: (reference) => `${reference} is used before it is declared; move the declaration above this line.`,
};

/** References that lead back to themselves. */
export const referenceCycle: DiagnosticKind<[reference: string]> = {
  code: 'TSK3003',
  mnemonic: 'E_CYCLE',
  severity: 'error',
  title: 'Reference to itself',
  message: (reference) => `${reference} depends on itself, so it has no value.`,
};

/** An operator of the language on values that it is not for. */
export const operandType: DiagnosticKind<[operator: string, needs: string, found: string]> = {
  code: 'TSK3004',
  mnemonic: 'E_OPERAND',
  severity: 'error',
  title: 'Operand of the wrong type',
  message: (operator, needs, found) => `'${operator}' needs ${needs}, but this is ${found}.`,
};

/** `/` or `%` with zero on its right. */
export const divisionByZero: DiagnosticKind<[operator: string]> = {
  code: 'TSK3005',
  mnemonic: 'E_DIVISION',
  severity: 'error',
  title: 'Division by zero',
  message: (operator) => `The right side of '${operator}' is 0.`,
};

/** Arithmetic whose result is not a number that a configuration can hold. */
export const notFinite: DiagnosticKind<[operator: string]> = {
  code: 'TSK3006',
  mnemonic: 'E_NOT_FINITE',
  severity: 'error',
  title: 'Result is not a finite number',
  message: (operator) => `The result of '${operator}' is too large or not a number.`,
};

/** An `@operator` that was called with arguments that it cannot take. */
export const operatorArguments: DiagnosticKind<[operator: string, problem: string]> = {
  code: 'TSK3007',
  mnemonic: 'E_ARGUMENTS',
  severity: 'error',
  title: 'Arguments of an operator',
  message: (operator, problem) => `@${operator} ${problem}.`,
};

/** An expression that would take more work or room than a configuration is worth. */
export const tooLarge: DiagnosticKind<[limit: string]> = {
  code: 'TSK3008',
  mnemonic: 'E_TOO_LARGE',
  severity: 'error',
  title: 'Expression too large',
  message: (limit) => `This expression is given up: ${limit}.`,
};

/** `base.name` or `base[index]` where the base has nothing of that name. */
export const noSuchMember: DiagnosticKind<[member: string, base: string]> = {
  code: 'TSK3009',
  mnemonic: 'E_NO_MEMBER',
  severity: 'error',
  title: 'No such member',
  message: (member, base) => `${base} has no member ${member}.`,
};

/** An `@operator` that is known, and not run at compile time, where its value is needed. */
export const notEvaluated: DiagnosticKind<[call: string, reason: string]> = {
  code: 'TSK3010',
  mnemonic: 'E_NOT_EVALUATED',
  severity: 'error',
  title: 'Operator that the compiler does not evaluate',
  message: (call, reason) => `${call} is not evaluated by this compiler: ${reason}.`,
};

/** An environment variable as a part of a larger expression, which would have to be evaluated at start-up. */
export const deferredInside: DiagnosticKind<[call: string]> = {
  code: 'TSK3011',
  mnemonic: 'E_DEFERRED_INSIDE',
  severity: 'error',
  title: 'Environment variable inside an expression',
  message: (call) =>
    `${call} is known only when the runtime starts, so it cannot be part of a larger expression; let it be the whole value.`,
};

/** `${x}` in a `"""` string that names nothing in the file. */
export const leftVerbatim: DiagnosticKind<[text: string]> = {
  code: 'TSK3012',
  mnemonic: 'H_VERBATIM',
  severity: 'hint',
  title: 'Placeholder left as it is',
  message: (text) => `${text} names nothing in this file and is left as it is.`,
};

/** `name(…)` without the `@` that makes it an operator call. */
export const plainCall: DiagnosticKind<[name: string]> = {
  code: 'TSK3013',
  mnemonic: 'E_PLAIN_CALL',
  severity: 'error',
  title: 'Call without @',
  message: (name) => `'${name}(…)' is not a value: operators are written with '@', as in '@${name}(…)'.`,
};

/** An operator call that stands on a line of its own, and is not `@validate`: it gives no value, and is not run. */
export const statementIgnored: DiagnosticKind<[call: string]> = {
  code: 'TSK3014',
  mnemonic: 'I_STATEMENT',
  severity: 'info',
  title: 'Operator statement without effect',
  message: (call) =>
    `The statement @${call} has no effect: of operators that stand alone, this compiler runs @validate only.`,
};

/** An `@operator`, or a method of one, that nobody knows. */
export const unknownOperator: DiagnosticKind<[call: string, meant: string | undefined]> = {
  code: 'TSK3015',
  mnemonic: 'E_UNKNOWN_OPERATOR',
  severity: 'error',
  title: 'Unknown operator',
  message: (call, meant) => `There is no operator ${call}${meant === undefined ? '.' : `; did you mean ${meant}?`}`,
};

/** A key that does not keep a rule that an `@validate` statement makes for it. */
export const ruleBroken: DiagnosticKind<[key: string, rule: string, found: string]> = {
  code: 'TSK3016',
  mnemonic: 'E_RULE',
  severity: 'error',
  title: 'Key that breaks a rule of its file',
  message: (key, rule, found) => `\`${key}\` does not keep ${rule}: it is ${found}.`,
};

/** Expressions of one file that would take more work than a configuration is worth. */
export const tooMuchWork: DiagnosticKind<[steps: number]> = {
  code: 'TSK3017',
  mnemonic: 'E_TOO_MUCH_WORK',
  severity: 'error',
  title: 'Too much to evaluate',
  message: (steps) =>
    `The expressions of this file take more than ${steps} steps; the evaluation ends here, and what follows has no value.`,
};

/** Every kind of finding of the stage, in the order of the codes. */
export const evaluateKinds: readonly Omit<DiagnosticKind, 'message'>[] = [
  undefinedReference,
  usedBeforeDeclared,
  referenceCycle,
  operandType,
  divisionByZero,
  notFinite,
  operatorArguments,
  tooLarge,
  noSuchMember,
  notEvaluated,
  deferredInside,
  leftVerbatim,
  plainCall,
  statementIgnored,
  unknownOperator,
  ruleBroken,
  tooMuchWork,
];
