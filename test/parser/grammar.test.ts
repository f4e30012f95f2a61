import { expect, test } from 'vitest';
import { DocumentParser } from '../../parser/src/syntax/document-parser.ts';

test('the grammar passes all validations of Chevrotain, which the shipped parser skips to start faster', () => {
  expect(() => new DocumentParser({ validate: true })).not.toThrow();
});
