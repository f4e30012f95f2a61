import { findOperator, type Operator, type OperatorFunction } from '@tsk/compiler';

/** What can be called by an operator's name and methods; undefined where there is no such function. */
export function findFunction(name: string, method: string): OperatorFunction | undefined {
  const operator = findOperator(name);
  if (operator === undefined || operator.availability === 'refused') return undefined;
  return operator.functions.find((candidate) => candidate.name === method);
}

/** A call as it is written, with its parameters: `@string.pad(text, length, with = " ")`. */
export function writeSignature(name: string, { name: method, parameters }: OperatorFunction): string {
  return `@${method === '' ? name : `${name}.${method}`}(${parameters.map(writeParameter).join(', ')})`;
}

/** A parameter as signatures show it: `text`, `[length]`, `with = " "`, `...values`. */
export function writeParameter(parameter: OperatorFunction['parameters'][number]): string {
  if (parameter.repeats) return `...${parameter.name}`;
  if (parameter.default !== undefined) return `${parameter.name} = ${parameter.default}`;
  return parameter.optional ? `[${parameter.name}]` : parameter.name;
}

/** An operator, or one of its functions, in Markdown: how it is called, what it gives, and whether it runs here. */
export function describeOperator(name: string, method: string): string | undefined {
  const operator = findOperator(name);
  if (operator === undefined) return undefined;
  const called = findFunction(name, method);
  const parts = called === undefined ? describeGroup(operator) : describeFunction(operator, called);
  return [...parts, describeAvailability(operator, method)].filter((part) => part !== '').join('\n\n');
}

function describeGroup(operator: Operator): readonly string[] {
  const functions = operator.availability === 'refused' ? [] : operator.functions;
  const names = functions.map((one) => `\`@${operator.name}.${one.name}\``);
  const list = names.length === 0 ? '' : `Functions: ${names.join(', ')}`;
  return [codeBlock(`@${operator.name}`), operator.summary, operator.documentation, list];
}

function describeFunction(operator: Operator, called: OperatorFunction): readonly string[] {
  const parameters = called.parameters.map(
    (parameter) => `- \`${parameter.name}\` (${parameter.type}): ${parameter.description}`,
  );
  const example = called.examples.find((one) => 'gives' in one);
  const shown =
    example !== undefined && 'gives' in example && operator.availability === 'pure'
      ? `Example: \`${example.source}\` is \`${JSON.stringify(example.gives)}\``
      : '';
  return [
    codeBlock(writeSignature(operator.name, called)),
    called.summary,
    parameters.join('\n'),
    `Gives ${called.result}.`,
    called.name === '' ? operator.documentation : '',
    shown,
  ];
}

function describeAvailability(operator: Operator, method: string): string {
  switch (operator.availability) {
    case 'refused':
      return `Not evaluated by this compiler: ${operator.reason}.`;
    case 'deferred':
      return operator.reason === undefined
        ? 'Looked up when the runtime starts.'
        : `Not evaluated by this compiler: ${operator.reason}.`;
    case 'pure': {
      const refused = operator.refused.find(({ name }) => name === method);
      return refused === undefined
        ? ''
        : `\`@${operator.name}.${method}\` is not evaluated by this compiler: ${refused.reason}.`;
    }
  }
}

function codeBlock(text: string): string {
  return `\`\`\`tsk\n${text}\n\`\`\``;
}
