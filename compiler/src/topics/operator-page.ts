import type { Operator, OperatorExample, OperatorFunction, OperatorParameter } from '../evaluate/operators/operator.ts';

/** What explains an operator, or one of its methods where that is named, as Markdown. */
export function renderOperatorPage(operator: Operator, method?: OperatorFunction): string {
  const name = method === undefined || method.name === '' ? operator.name : `${operator.name}.${method.name}`;
  const lines = [`# \`@${name}\``, ''];
  if (method === undefined) {
    lines.push(operator.summary, '');
    if (operator.documentation !== '') lines.push(operator.documentation, '');
  }
  lines.push(describeAvailability(operator), '');
  if (operator.availability === 'refused') return lines.join('\n');
  for (const described of method === undefined ? operator.functions : [method]) {
    lines.push(...renderFunction(operator.name, described));
  }
  if (method === undefined && operator.availability === 'pure' && operator.refused.length > 0) {
    lines.push('Known, and not evaluated:', '');
    lines.push(
      ...operator.refused.map(({ name: refused, reason }) => `- \`@${operator.name}.${refused}\`: ${reason}.`),
      '',
    );
  }
  return lines.join('\n');
}

function describeAvailability(operator: Operator): string {
  switch (operator.availability) {
    case 'pure':
      return 'Evaluated when the configuration is compiled.';
    case 'deferred':
      return operator.reason === undefined
        ? 'Known when the runtime starts; until then the plan holds a place for it.'
        : `Known only when the runtime starts or later, and not in a plan: ${operator.reason}.`;
    case 'refused':
      return `Known, and never run: ${operator.reason}.`;
  }
}

function renderFunction(operator: string, described: OperatorFunction): readonly string[] {
  const { name, summary, parameters, result, examples } = described;
  const call = `@${name === '' ? operator : `${operator}.${name}`}(${parameters.map(signature).join(', ')})`;
  return [
    `## \`${call}\``,
    '',
    summary,
    '',
    ...parameters.map(describeParameter),
    `- gives ${result}`,
    '',
    ...(examples.length === 0 ? [] : ['```tsk', ...examples.map(renderExample), '```', '']),
  ];
}

function signature({ name, optional, repeats }: OperatorParameter): string {
  if (repeats) return `${name}…`;
  return optional ? `${name}?` : name;
}

function describeParameter({ name, type, description, default: written }: OperatorParameter): string {
  return `- \`${name}\`, ${type}: ${description}${written === undefined ? '' : ` Default: \`${written}\`.`}`;
}

function renderExample(example: OperatorExample): string {
  if ('finding' in example) return `x = ${example.source}  # ${example.finding}`;
  const gives = JSON.stringify(example.gives);
  return gives.includes('"$expr"') ? `x = ${example.source}` : `x = ${example.source}  # ${gives}`;
}
