import type { Diagnostic } from '../text/diagnostic.ts';
import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { StatementParser } from './statement-parser.ts';
import { Terminal, terminals as t } from './terminals.ts';
import type { TokenBuffer } from './token-buffer.ts';
import type { Alternatives, ParserOptions, Rule } from './token-parser.ts';
import type { NodeColumns } from './tree-builder.ts';

/** The rules of documents and their sections: the whole grammar. (language.md, section 3) */
export class DocumentParser extends StatementParser {
  private readonly item: Alternatives = [...this.line, { ALT: () => this.SUBRULE(this.section) }];

  constructor(options: ParserOptions = {}) {
    super(options);
    this.performSelfAnalysis();
  }

  /** Parses a lexed text to the columns of its nodes; findings are added to `diagnostics`. */
  parseTokens(text: string, file: string, tokens: TokenBuffer, diagnostics: Diagnostic[]): NodeColumns {
    this.load(text, file, tokens, diagnostics);
    this.resetExpressions();
    this.document();
    if (this.errors.length > 0)
      throw new Error(`the grammar does not take every token sequence: ${this.errors[0]?.message}`);
    return this.tree.finish();
  }

  /** document = [ json-root ] , { section | line } , EOF ; */
  readonly document: Rule = this.RULE('document', () => {
    const node = this.open(NodeKind.Document);
    this.OPTION({
      GATE: () => this.position() === 0,
      DEF: () => this.SUBRULE(this.jsonRoot),
    });
    this.plainStatements();
    this.MANY(() => {
      this.OR(this.item);
      this.plainStatements();
    });
    this.close(node);
  });

  /** json-root = object , EOS ; (and nothing after it) */
  private readonly jsonRoot: Rule = this.RULE('jsonRoot', () => {
    this.SUBRULE(this.object);
    this.endStatement(kinds.root);
    if (!this.RECORDING_PHASE && this.terminal() !== Terminal.EndOfFile) this.complainHere(kinds.root, []);
  });

  /** section = "[" , path , "]" , EOS , { line } ; */
  private readonly section: Rule = this.RULE('section', () => {
    const node = this.open(NodeKind.Section);
    this.CONSUME(t.HeaderOpen);
    this.OPTION(() => this.SUBRULE(this.path));
    this.MANY(() => this.OR([{ ALT: () => this.CONSUME(t.Bad) }, { ALT: () => this.CONSUME(t.Dot) }]));
    this.CONSUME(t.HeaderClose);
    this.endStatement();
    this.plainStatements();
    this.MANY1(() => {
      this.OR1(this.line);
      this.plainStatements();
    });
    this.close(node);
  });
}
