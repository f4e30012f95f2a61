import { describe, expect, it } from 'vitest';
import { DeclarationRequest, DefinitionRequest, type LocationLink, TypeDefinitionRequest } from 'vscode-languageserver';
import { declaration } from '../../language-server/src/features/declaration.ts';
import { definition } from '../../language-server/src/features/definition.ts';
import { schemaDocument } from '../../language-server/src/features/schema-document.ts';
import { typeDefinition } from '../../language-server/src/features/type-definition.ts';
import { SchemaDocumentRequest } from '../../language-server/src/hover/schema-request.ts';
import { parseDocument } from '../../parser/src/index.ts';
import { askAt, fileOf, show, withServer } from './ask.ts';

const base = '$zone = "eu"\n[service]\nname = "base"\n';

async function define(text: string): Promise<readonly string[]> {
  const found = await askAt(definition, DefinitionRequest.type, { 'a.tsk': text, 'base.tsk': base });
  const links = (found ?? []) as readonly LocationLink[];
  return links.map(({ targetUri, targetSelectionRange }) => `${fileOf(targetUri)} ${show(targetSelectionRange)}`);
}

describe('go to definition', () => {
  const rows: readonly (readonly [from: string, text: string, to: readonly string[]])[] = [
    ['a variable', '$a = 1\nk = $<|>a', ['a.tsk 0:1-2']],
    ['the sign of a variable', '$a = 1\nk = <|>$a', ['a.tsk 0:1-2']],
    ['a variable of the same section before that of the root', '$a = 1\n[s]\n$a = 2\nk = $a<|>', ['a.tsk 2:1-2']],
    ['a variable of the root in a section', '$a = 1\n[s]\nk = $a<|>\n[t]\n$a = 3', ['a.tsk 0:1-2']],
    ['a name in a text', '$a = 1\nk = "x-${a<|>}"', ['a.tsk 0:1-2']],
    ['a key as a variable', '[s]\na = 1\nk = $a<|>', ['a.tsk 1:0-1']],
    ['a table of a path', '[s]\na = 1\n[t]\nk = $s<|>.a', ['a.tsk 0:1-2']],
    ['a member of a path', '[s]\na = 1\n[t]\nk = $s.a<|>', ['a.tsk 1:0-1']],
    ['a member through a reference to its table', '[s]\na = 1\n[t]\nr = $s\nk = $t.r.a<|>', ['a.tsk 1:0-1']],
    ['a member in quotes', '[s]\n"a b" = 1\n[t]\nk = $s["a<|> b"]', ['a.tsk 1:0-5']],
    ['a member of the table of a variable', '$t = { x = 1 }\nk = $t.x<|>', ['a.tsk 0:7-8']],
    ['a bare name in a call', 'a = "x"\nk = @string.upper(a<|>)', ['a.tsk 0:0-1']],
    ['the key of a rule', 'a = "x"\n@validate.required("a<|>")', ['a.tsk 0:0-1']],
    ['a variable of an included file', '@include "base.tsk"\nk = $zone<|>', ['base.tsk 0:1-5']],
    ['a key of an included file', '@include "base.tsk"\nk = $service.name<|>', ['base.tsk 2:0-4']],
    ['an include', '@include "ba<|>se.tsk"', ['base.tsk 0:0-0']],
    [
      'the choice of an algorithm',
      '[load_balancing]\nalgorithm = "ip_<|>hash"\n[load_balancing.algorithms]\nip_hash { weight = 2 }',
      ['a.tsk 3:0-7'],
    ],
    ['a variable in broken text', '$a = 1\n[s\nx = = 3\nk = @f($a<|>, {\n', ['a.tsk 0:1-2']],
    ['an element of a loop', 'item = 1\nk = @array.map([1], item<|>)', []],
    ['a name that nothing has', 'k = $nothing<|>', []],
    ['a number', 'k = 1<|>2', []],
    ['a variable that leads to itself', '$a = $b.x\n$b = $a.y\nk = $a.<|>x', []],
  ];
  it.each(rows)('from %s', async (_from, text, to) => {
    expect(await define(text)).toEqual(to);
  });

  it('shows all places that write a key, and a declaration only the first', async () => {
    const files = { 'a.tsk': '$a = 1\n$a = 2\nk = $a<|>' };
    expect(await askAt(definition, DefinitionRequest.type, files)).toHaveLength(2);
    expect(await askAt(declaration, DeclarationRequest.type, files)).toMatchObject({
      range: { start: { line: 0, character: 1 } },
    });
  });
});

describe('go to type definition', () => {
  const rows: readonly (readonly [from: string, text: string, line: string | undefined])[] = [
    ['a key', '[server]\nmax_<|>body = 1', 'max_body = 10MB'],
    ['a value', '[server]\nmax_body = 1<|>', 'max_body = 10MB'],
    ['a header', '[load_balancing.health_<|>checks]', '[load_balancing.health_checks]'],
    ['a key of an instance', '[load_balancing.instances.app-1]\nhost<|> = "x"', 'host = "10.0.0.11"'],
    ['a reference', '[server]\nmax_body = 1\n[x]\ny = $server.max_body<|>', 'max_body = 10MB'],
    ['a key that is half-written', '[server]\nmax_<|>body = \n[', 'max_body = 10MB'],
    ['a key of no table of ours', '[mine]\nx<|> = 1', undefined],
  ];
  it.each(rows)('from %s', async (_from, text, line) => {
    const found = await withServer(
      { files: { 'a.tsk': text }, features: [typeDefinition, schemaDocument] },
      async (server) => {
        const at = { textDocument: { uri: server.uri('a.tsk') }, position: server.position('a.tsk') };
        const location = (await server.request(TypeDefinitionRequest.type, at)) as {
          uri: string;
          range: { start: { line: number } };
        } | null;
        if (location === null) return undefined;
        const document = await server.request(SchemaDocumentRequest, { uri: location.uri });
        return document?.text.split('\n')[location.range.start.line];
      },
    );
    expect(found).toBe(line);
  });

  it('leads to a document that is right in itself', async () => {
    await withServer({ files: {}, features: [schemaDocument] }, async (server) => {
      for (const table of ['auto_scaling', 'load_balancing', 'service', 'scalability_architecture']) {
        const document = await server.request(SchemaDocumentRequest, { uri: `tsk-schema:///${table}.tsk` });
        expect(parseDocument(document?.text ?? '', { file: 'schema.tsk' }).diagnostics).toEqual([]);
        expect(document?.text).toContain(`[${table}]`);
      }
      expect(await server.request(SchemaDocumentRequest, { uri: 'tsk-schema:///nothing.tsk' })).toBeNull();
    });
  });
});
