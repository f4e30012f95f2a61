import { type Expression, parseDocument } from '@tsk/parser';
import { expect, test } from 'vitest';

/** An expression with all its grouping shown. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'quantity':
    case 'range':
    case 'datetime':
      return expression.text;
    case 'variable':
      return `$${expression.name}`;
    case 'name':
      return expression.name;
    case 'operator':
      return `@${expression.name}`;
    case 'interpolation':
      return `"${expression.parts.map((part) => (typeof part === 'string' ? part : `\${${show(part)}}`)).join('')}"`;
    case 'unary':
      return `(${expression.operator}${show(expression.operand)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'conditional':
      return `(${show(expression.condition)} ? ${show(expression.consequent)} : ${show(expression.alternate)})`;
    case 'member':
      return `${show(expression.base)}${expression.optional ? '?.' : '.'}${expression.name}`;
    case 'index':
      return `${show(expression.base)}[${show(expression.index)}]`;
    case 'call': {
      const given = expression.arguments.map(({ name, value }) =>
        name === undefined ? show(value) : `${name}=${show(value)}`,
      );
      return `${show(expression.callee)}(${given.join(', ')})`;
    }
    case 'array':
      return `[${expression.elements.map(show).join(', ')}]`;
    case 'object':
      return `{${expression.members.map(({ path, value }) => `${path.join('.')}: ${show(value)}`).join(', ')}}`;
    default:
      return 'invalid';
  }
}

const groupings: readonly (readonly [string, string])[] = [
  ['$a + $b * $c', '($a + ($b * $c))'],
  ['$a * $b + $c', '(($a * $b) + $c)'],
  ['$a - $b - $c', '(($a - $b) - $c)'],
  ['$a ^ $b ^ $c', '($a ^ ($b ^ $c))'],
  ['$a ** $b * $c', '(($a ** $b) * $c)'],
  ['-$a ^ $b', '((-$a) ^ $b)'],
  ['!-$a', '(!(-$a))'],
  ['$a == $b && $c != $d || $e', '((($a == $b) && ($c != $d)) || $e)'],
  ['$a ?? $b || $c', '($a ?? ($b || $c))'],
  ['$a < $b == $c >= $d', '(($a < $b) == ($c >= $d))'],
  ['$a ? $b : $c ? $d : $e', '($a ? $b : ($c ? $d : $e))'],
  ['$a ? $b ? 1 : 2 : 3', '($a ? ($b ? 1 : 2) : 3)'],
  ['($a + $b) * $c', '(($a + $b) * $c)'],
  ['$a % 3', '($a % 3)'],
  ['10%3 + $a', '((10 % 3) + $a)'],
  ['$a-b - $c', '($a-b - $c)'],
  ['$a.b?.c[0].d', '$a.b?.c[0].d'],
  ['@f(1, x, name: y, z = 30s)', '@f(1, x, name=y, z=30s)'],
  ['@a.b(1).c(2)[3]', '@a.b(1).c(2)[3]'],
  ['@f([a, 1], {"k": v, n.m: 2})', '@f([a, 1], {k: v, n.m: 2})'],
  ['mode == "x" ? 8 : 2', '((mode == "x") ? 8 : 2)'],
  ['"a${$b + 1}c"', '"a${($b + 1)}c"'],
  ['"${"in ${$x}"}"', '"${"in ${$x}"}"'],
  ['$list[index + 1]', '$list[(index + 1)]'],
  ['@f(\n  $a\n  + $b,\n  c\n)', '@f(($a + $b), c)'],
];

test.each(groupings)('%s means %s', (source, expected) => {
  const document = parseDocument(`x = ${source}\n`, { file: 'x.tsk' });
  const value = document.root.members.get('x')?.value;
  expect(document.diagnostics).toEqual([]);
  expect(value?.kind === 'expression' ? show(value.expression) : value).toBe(expected);
  expect(value?.kind === 'expression' ? value.text : '').toBe(source);
});

test('variables, includes and operator statements are kept apart from the data, with their section', () => {
  const text = '$a = 1\n[s.t]\n$b: "x"\n@include "f.tsk"\n@log.info("hi", level: 2)\n';
  const { root, variables, includes, statements } = parseDocument(text, { file: 'x.tsk' });
  expect([...root.members.keys()]).toEqual(['s']);
  expect(variables.map(({ name, section }) => [name, section])).toEqual([
    ['a', []],
    ['b', ['s', 't']],
  ]);
  expect(includes.map(({ directive, path, section }) => [directive, path, section])).toEqual([
    ['include', 'f.tsk', ['s', 't']],
  ]);
  expect(
    statements.map(({ name, methods, arguments: given }) => [name, methods, given.map((argument) => argument.name)]),
  ).toEqual([['log', ['info'], [undefined, 'level']]]);
});

test('the schema comment above the first statement is found', () => {
  const text = '# a\n#:schema ./app.schema.json\nx = 1\n';
  const { schema } = parseDocument(text, { file: 'x.tsk' });
  expect(schema?.path).toBe('./app.schema.json');
  expect(text.slice(schema?.span.start, schema?.span.end)).toBe('./app.schema.json');
});
