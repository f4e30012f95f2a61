import fc from 'fast-check';

/** A piece of a document that can be written at any indentation: it gives its text for the blanks before its first line. */
type Written = (indent: string) => string;

const word = fc.constantFrom('host', 'a-b', 'max_size', 'x', 'été', '404', '"quoted key"', "'k'");
const name = fc.constantFrom('size', 'item', 'a-b', 'mode', 'total');
const comment = fc.constantFrom('# note', '#no blank', '# key = 1', '#', '## [x]', '# {', '# trailing blanks  ');
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('.'));
const blanks = fc.constantFrom('', ' ', '  ', '\t');
const someBlanks = fc.constantFrom(' ', '  ', '\t', '   ');
const assign = fc
  .tuple(blanks, fc.constantFrom('=', ':'), blanks)
  .map(([before, sign, after]) => before + sign + after);
const literal = fc.constantFrom(
  ...['true', 'null', 'yes', '1', '1_000', '0xFF', '1.5', '30s', '80%', '8000-9000', '1...5', '2024-01-15'],
  ...['"text"', "'raw'", '"a # b"', '"a, b"', '"{ }"', '"${size}"', '"${ a + 1 } and ${b}"', '"\\d+"', '""'],
  ...['"""\n  triple\n\n   text # x\n"""', "'''raw\n${x}'''", `"${'long '.repeat(12)}"`, '-5', '- 5'],
);
const bare = fc.constantFrom('production', 'blue-green', '1h30m', '1.0.0', 'fast');

/** Where an expression may go on: on the same line, or below. */
const below = fc.constantFrom(' ', '  ', '\n', '\n      ', ' # why\n  ');
const infix = fc.constantFrom('+', '-', '*', '/', '%', '==', '<', '>=', '&&', '||', '??', '**');

const { expression } = fc.letrec<{ expression: Written; operand: Written }>((tie) => ({
  expression: fc.oneof(
    { weight: 4, arbitrary: tie('operand') },
    fc.tuple(tie('operand'), someBlanks, infix, below, tie('operand')).map(
      ([left, before, sign, after, right]): Written =>
        (indent) =>
          `${left(indent)}${before}${sign}${after}${right(indent)}`,
    ),
    fc.tuple(tie('operand'), tie('operand'), tie('operand'), someBlanks).map(
      ([condition, yes, no, gap]): Written =>
        (indent) =>
          `${condition(indent)} ?${gap}${yes(indent)} : ${no(indent)}`,
    ),
  ),
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal.map(
      (text): Written =>
        () =>
          text,
    ),
    name.map(
      (text): Written =>
        () =>
          `$${text}`,
    ),
    fc.tuple(name, fc.constantFrom('.', '?.', '\n  .', ' .'), name).map(
      ([base, dot, member]): Written =>
        () =>
          `$${base}${dot}${member}`,
    ),
    fc.tuple(name, tie('expression')).map(
      ([base, index]): Written =>
        (indent) =>
          `$${base}[${index(indent)}]`,
    ),
    fc.tuple(blanks, tie('expression'), fc.constantFrom('', ' ', '\n')).map(
      ([open, inner, close]): Written =>
        (indent) =>
          `(${open}${inner(indent)}${close})`,
    ),
    fc.tuple(fc.constantFrom('-', '!', '! '), tie('operand')).map(
      ([sign, operand]): Written =>
        (indent) =>
          `${sign}${operand(indent)}`,
    ),
    fc.tuple(name, entries(fc.oneof(tie('expression'), namedArgument(tie('expression'))), callGap, [','])).map(
      ([operator, inner]): Written =>
        (indent) =>
          `@${operator}.get(${inner(indent)})`,
    ),
    collection(tie('expression')),
  ),
}));

function namedArgument(value: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  return fc.tuple(name, assign, value).map(
    ([key, sign, written]) =>
      (indent) =>
        `${key}${sign}${written(indent)}`,
  );
}

/** What stands around entries: blanks, line breaks and comments. `>` is where the indentation of the entries goes. */
function callGap(): fc.Arbitrary<string> {
  return fc.constantFrom('', ' ', '\n>', '\n\n\n>', ' # note\n>', '\n># own\n>');
}

/** An object or an array. */
function collection(value: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  const separators = [',', ',', '\n>', ' # note\n>', '\n>, '];
  const member = fc.tuple(path, assign, fc.option(value, { freq: 8 })).map(
    ([key, sign, written]): Written =>
      (indent) =>
        `${key}${sign}${written?.(indent) ?? ''}`,
  );
  const element = fc.oneof(
    value,
    name.map(
      (text): Written =>
        () =>
          text,
    ),
  );
  return fc.oneof(
    entries(member, callGap, separators).map(
      (inner): Written =>
        (indent) =>
          `{${inner(indent)}}`,
    ),
    entries(element, callGap, separators).map(
      (inner): Written =>
        (indent) =>
          `[${inner(indent)}]`,
    ),
  );
}

function entries(
  entry: fc.Arbitrary<Written>,
  gap: () => fc.Arbitrary<string>,
  separators: readonly string[],
): fc.Arbitrary<Written> {
  const rest = fc.tuple(gap(), fc.constantFrom(...separators), gap(), entry);
  const trailing = fc.constantFrom('', '', ',');
  return fc.tuple(gap(), fc.option(entry, { freq: 6 }), fc.array(rest, { maxLength: 3 }), trailing, gap()).map(
    ([open, first, more, comma, close]): Written =>
      (indent) => {
        if (first === null) return open.replaceAll('>', `${indent}  `);
        const others = more.map(([before, sign, after, written]) => before + sign + after + written(`${indent}  `));
        return [open, first(`${indent}  `), ...others, comma, close].join('').replaceAll('\n>', `\n${indent}  `);
      },
  );
}

const value = fc.oneof(
  {
    weight: 2,
    arbitrary: bare.map(
      (text): Written =>
        () =>
          text,
    ),
  },
  { weight: 5, arbitrary: expression },
);
const trailing = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', '', ' ', ';', ' ;') },
  { weight: 1, arbitrary: fc.tuple(blanks, comment).map(([before, text]) => before + text) },
);
const blockScalar = fc.constantFrom('|\n>    one\n>      two', '|\n>   one\n\n>     \n>   two', '|');

const assignment = fc
  .tuple(
    fc.oneof(
      path,
      name.map((text) => `$${text}`),
    ),
    assign,
    fc.option(value, { freq: 10 }),
    trailing,
  )
  .map(
    ([key, sign, written, end]): Written =>
      (indent) =>
        written === null ? key + sign : `${key}${sign}${written(indent)}${end}`,
  );
const scalarAssignment = fc.tuple(path, assign, blockScalar).map(
  ([key, sign, text]): Written =>
    (indent) =>
      `${key}${sign}${text.replaceAll('\n>', `\n${indent}`)}`,
);
const block = fc.tuple(path, collection(expression), trailing).map(
  ([key, object, end]): Written =>
    (indent) => {
      const written = object(indent);
      return written.startsWith('{') ? `${key} ${written}${end}` : `${key} = ${written}${end}`;
    },
);
const simple = fc.constantFrom('@include "base.tsk"', "@import   'x.tsk'", '@validate.range("port",1,  65535)');

/** Comments and blank lines above a statement, each comment at the indentation of the statement, or elsewhere. */
const above = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('\n', '\n\n\n', '  \n') },
    { weight: 2, arbitrary: comment.map((text) => `>${text}\n`) },
    { weight: 1, arbitrary: fc.tuple(blanks, comment).map(([before, text]) => `${before}${text}\n`) },
  ),
  { maxLength: 2 },
);
const fence = fc.constantFrom('', '', '', '###\n  a = 1\n###\n');
const deeper = fc.constantFrom('  ', '    ', '\t', ' ');

const { statement } = fc.letrec<{ statement: Written; lines: Written }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: assignment },
    { weight: 1, arbitrary: scalarAssignment },
    { weight: 2, arbitrary: block },
    {
      weight: 1,
      arbitrary: simple.map(
        (text): Written =>
          () =>
            text,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(path, deeper, trailing, tie('lines')).map(
        ([key, more, end, inner]): Written =>
          (indent) =>
            `${key} >${end}\n${inner(indent + more)}${indent}<`,
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(path, deeper, tie('lines')).map(
        ([key, more, inner]): Written =>
          (indent) =>
            `${key}:\n${inner(indent + more).trimEnd()}`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(path, deeper, fc.array(fc.tuple(above, value, trailing), { minLength: 1, maxLength: 3 })).map(
        ([key, more, items]): Written =>
          (indent) => {
            const lines = items.map(
              ([before, item, end]) => `${place(before, indent + more)}${indent}${more}- ${item(indent + more)}${end}`,
            );
            return `${key}:\n${lines.join('\n')}`;
          },
      ),
    },
  ),
  lines: fc.array(fc.tuple(above, tie('statement')), { minLength: 1, maxLength: 3 }).map(
    (found): Written =>
      (indent) =>
        found.map(([before, written]) => `${place(before, indent)}${indent}${written(indent)}\n`).join(''),
  ),
}));

function place(lines: readonly string[], indent: string): string {
  return lines.map((line) => line.replaceAll('>', indent)).join('');
}

const section = fc
  .tuple(
    fc.tuple(fence, above),
    path,
    trailing,
    fc.constantFrom('', '', '  '),
    fc.array(fc.tuple(above, statement), { maxLength: 4 }),
  )
  .map(([[fenced, before], header, end, indent, statements]) => {
    const lines = statements.map(([over, written]) => `${place(over, indent)}${indent}${written(indent)}\n`);
    return `${fenced}${place(before, '')}[${header}]${end}\n${lines.join('')}`;
  });

/** Documents of the language in every block style and any layout; nearly all of them are valid. */
export const documents: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '#!/usr/bin/env tsk-run\n', '#:schema ./a.json\n', '\ufeff# first\n'),
    fc.array(fc.tuple(above, statement), { maxLength: 4 }),
    fc.array(section, { maxLength: 3 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.constantFrom('', '\n\n', '# end'),
  )
  .map(([start, statements, sections, newline, end]) => {
    const lines = statements.map(([before, written]) => `${place(before, '')}${written('')}\n`);
    return (start + lines.join('') + sections.join('') + end).replaceAll('\n', newline);
  });

/** Texts in any state: the pieces that documents are made of, and those that break them, in any order. */
export const soup: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...['[a]', '[', ']', '{', '}', '(', ')', '<\n', ' >\n', '"', "'", '"""', '`', '${', '$x', '@env', '@include "x"'],
      ...['=', ':', ' = ', ': ', ',', ', ', ';', '?', '.', '=>', '|', '|\n', '||', '-', '- ', '+', '!', '/', '&&'],
      ...[
        '\n',
        '\n',
        '\n',
        '\r\n',
        '  ',
        '\t',
        '\n  ',
        '\n    ',
        '\n\n\n',
        '# c',
        '# c\n',
        '###\n',
        '#api {',
        '//',
        '/*',
        '*/',
      ],
      ...['key', 'key = ', 'key:', 'a.b', 'true', '1', '1.5', '30s', '1-2', '{ a = 1 }', '[1, 2]', 'f(1, 2)', '\u00a0'],
      ...['<<<<<<< HEAD\n', '>>>>>>> b\n', '\ufeff', '\\'],
    ),
    { maxLength: 40 },
  )
  .map((found) => found.join(''));
