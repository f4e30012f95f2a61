import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The scopes of a stretch of a text. */
export interface ScopedSpan {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The grammars of the extension, by scope name. */
const grammars: Readonly<Record<string, string>> = {
  'source.tsk': 'tsk.tmLanguage.json',
  'markdown.tsk.codeblock': 'markdown-tsk.tmLanguage.json',
};

/** Loads a grammar of the extension into the tokenizer that VS Code uses. */
export async function loadGrammar(scopeName: string): Promise<(text: string) => readonly ScopedSpan[]> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(Uint8Array.from(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => oniguruma.createOnigScanner(patterns),
      createOnigString: (text: string) => oniguruma.createOnigString(text),
    }),
    loadGrammar: async (name) => {
      const file = grammars[name];
      if (file === undefined) return null;
      const path = join(root, 'vscode-extension', 'syntaxes', file);
      return textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
    },
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (grammar === null) throw new Error(`There is no grammar ${scopeName}.`);
  return (text) => {
    const spans: ScopedSpan[] = [];
    let stack = textmate.INITIAL;
    // Editors take a byte order mark for a fact about the file, not for text.
    let offset = text.startsWith('\ufeff') ? 1 : 0;
    // Editors split lines at these three, and hand them to the tokenizer without their ends.
    for (const line of text.slice(offset).split(/(?<=\r\n|\n|\r(?!\n))/)) {
      const bare = line.replace(/[\r\n]+$/, '');
      const { tokens, ruleStack } = grammar.tokenizeLine(bare, stack);
      stack = ruleStack;
      for (const { startIndex, endIndex, scopes } of tokens) {
        spans.push({ start: offset + startIndex, end: offset + Math.min(endIndex, bare.length), scopes });
      }
      offset += line.length;
    }
    return spans;
  };
}
