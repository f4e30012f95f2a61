import type { Operator, OperatorExample, OperatorFunction, OperatorParameter } from '@tsk/compiler';

const code = (text: string): string => `\`${text}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');

const intro = `# Operators

An operator gives the value of an expression: \`name = @string.lower("SHOP")\`. Its arguments are expressions. They are given
by their place, or by the name of the parameter: \`@string.replace(text = $name, part = "-", replacement = "_")\`.

Those under **Evaluated** give the same value for the same arguments, when the configuration is compiled. Those under
**Deferred** are known only when the runtime starts, or later: of these a plan can hold \`@env\` alone. Those under
**Refused** are known, and never run: compiling a file never does what the file says to the world outside of it. A setting
whose value is deferred or refused is an error; elsewhere the expression stays as it is written. An array or table of which
not every part is known may be passed on, cut and put together, but not compared.

References, the operators between values, and the limits are explained in [Evaluation](compiler/evaluation.md).

<!-- Made of the operators themselves by test/compiler/operators.test.ts (vitest -u). Do not edit. -->
`;

/** The page about all operators, docs/operators.md. */
export function renderPage(operators: readonly Operator[]): string {
  const pure = operators.filter((operator) => operator.availability === 'pure');
  const deferred = operators.filter((operator) => operator.availability === 'deferred');
  const refused = operators.filter((operator) => operator.availability === 'refused');
  return [
    intro,
    '## Evaluated\n',
    ...pure.map(renderOperator),
    '## Deferred\n',
    ...deferred.map(renderOperator),
    '## Refused\n',
    '| operator | what it stands for | why it is not run |',
    '| --- | --- | --- |',
    ...refused.map(({ name, summary, reason }) => `| ${code(`@${name}`)} | ${cell(summary)} | ${cell(reason)} |`),
    '',
  ].join('\n');
}

function renderOperator(operator: Exclude<Operator, { readonly availability: 'refused' }>): string {
  const lines = [`### ${operator.name}\n`, `${operator.summary}\n`];
  if (operator.documentation !== '') lines.push(`${operator.documentation}\n`);
  if (operator.availability === 'deferred' && operator.reason !== undefined) {
    lines.push(`Not in a plan: ${operator.reason}.\n`);
  }
  lines.push('| call | what it gives | example |', '| --- | --- | --- |');
  lines.push(...operator.functions.map((described) => renderFunction(operator.name, described)));
  if (operator.availability === 'pure' && operator.refused.length > 0) {
    const refused = operator.refused.map(({ name, reason }) => `- ${code(`@${operator.name}.${name}`)}: ${reason}.`);
    lines.push('', 'Known, and not evaluated:\n', ...refused);
  }
  return `${lines.join('\n')}\n`;
}

function renderFunction(operator: string, { name, summary, parameters, result, examples }: OperatorFunction): string {
  const signature = `@${name === '' ? operator : `${operator}.${name}`}(${parameters.map(renderParameter).join(', ')})`;
  const gives = `${summary}<br>${parameters.map(describeParameter).join('<br>')}<br>Gives ${result}.`;
  return `| ${cell(code(signature))} | ${cell(gives)} | ${cell(examples.map(renderExample).join('<br>'))} |`;
}

function renderParameter({ name, optional, repeats }: OperatorParameter): string {
  if (repeats) return `${name}…`;
  return optional ? `${name}?` : name;
}

function describeParameter({ name, type, description, default: written }: OperatorParameter): string {
  return `*${name}*, ${type}: ${description}${written === undefined ? '' : ` Default: ${code(written)}.`}`;
}

function renderExample(example: OperatorExample): string {
  if ('finding' in example) return `${code(example.source)} is ${example.finding}`;
  const isOpen = JSON.stringify(example.gives).includes('"$expr"');
  return isOpen ? code(example.source) : `${code(example.source)} is ${code(JSON.stringify(example.gives))}`;
}
