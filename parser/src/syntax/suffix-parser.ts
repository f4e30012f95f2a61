import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { PlainParser } from './plain-parser.ts';
import { Terminal, terminals as t, terminalSet } from './terminals.ts';
import type { Alternatives, Rule } from './token-parser.ts';

/** How high the tree of one expression may be, so that whoever walks it needs a bounded stack. */
const MAX_HEIGHT = 500;

const names = terminalSet(Terminal.Name);

/** The rules of what follows an operand: `.name`, `[index]` and `(arguments)`. (language.md, section 6) */
export abstract class SuffixParser extends PlainParser {
  protected abstract readonly expression: Rule;

  // Asked for often, so made once.
  private readonly suffixAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.access) },
    { ALT: () => this.SUBRULE(this.index) },
    { ALT: () => this.SUBRULE(this.call) },
  ];

  /** { suffix } after the primary that is the node `primary` */
  protected suffixes(primary: number): void {
    let chain = -1;
    let { height } = this;
    this.MANY1(() => {
      if (chain < 0) chain = this.tree.wrap(primary, NodeKind.Chain);
      this.OR1(this.suffixAlternatives);
      height = Math.max(height, this.height) + 1;
    });
    this.height = height;
    if (chain < 0) return;
    this.close(chain);
    this.limitHeight(chain);
  }

  /** access = ( "." | "?." ) , NAME ; */
  private readonly access: Rule = this.RULE('access', () => {
    const node = this.open(NodeKind.Access);
    this.CONSUME(t.Dot);
    if (this.isNext(names)) this.CONSUME(t.Name);
    else this.complainHere(kinds.expression, ["after '.': a name"]);
    this.close(node);
  });

  /** index = "[" , expression , "]" ; */
  private readonly index: Rule = this.RULE('index', () => {
    const node = this.open(NodeKind.Index);
    this.CONSUME(t.BracketOpen);
    this.SUBRULE(this.expression);
    if (!this.isEnd('entry') || this.terminal() === Terminal.Separator) this.skipMisplaced();
    this.CONSUME(t.BracketClose);
    this.close(node);
  });

  /** call = "(" , { argument | SEP } , ")" ; (arguments are separated by one "," each) */
  private readonly call: Rule = this.RULE('call', () => {
    const node = this.open(NodeKind.Call);
    let separated = true;
    let height = 0;
    this.CONSUME(t.ParenOpen);
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            if (separated && !this.RECORDING_PHASE) this.complain(kinds.argument, this.start(), this.end(), [',']);
            this.CONSUME(t.Separator);
            separated = true;
          },
        },
        {
          ALT: () => {
            if (!separated) this.complainHere(kinds.argument, [this.image()]);
            this.SUBRULE(this.argument);
            separated = false;
            height = Math.max(height, this.height);
          },
        },
        { ALT: () => this.SUBRULE(this.misplaced) },
      ]);
    });
    this.CONSUME(t.ParenClose);
    this.height = height;
    this.close(node);
  });

  /** argument = [ NAME , ( "=" | ":" ) ] , expression ; */
  private readonly argument: Rule = this.RULE('argument', () => {
    const node = this.open(NodeKind.Argument);
    this.OPTION({
      // The one place where a single token does not decide: a name alone is an expression.
      GATE: () => this.terminal(2) === Terminal.Assign,
      DEF: () => {
        this.CONSUME(t.Name);
        this.CONSUME(t.Assign);
      },
    });
    this.SUBRULE(this.expression);
    if (this.terminal() === Terminal.Bad || this.terminal() === Terminal.Assign) {
      if (this.terminal() === Terminal.Assign) this.complainHere(kinds.argument, [this.image()]);
      this.skipRest('entry');
    }
    this.close(node);
  });

  /** misplaced = ? anything that starts no value ? ; */
  protected readonly misplaced: Rule = this.RULE('misplaced', () => {
    if (!this.RECORDING_PHASE) this.complainHere(kinds.expression, [`before '${this.image()}'`]);
    this.OR([
      { ALT: () => this.CONSUME(t.Assign) },
      { ALT: () => this.CONSUME(t.Dot) },
      { ALT: () => this.CONSUME(t.Question) },
      { ALT: () => this.CONSUME(t.TernaryColon) },
      { ALT: () => this.CONSUME(t.Infix) },
      { ALT: () => this.CONSUME(t.Bad) },
    ]);
    this.skipRest('entry');
  });

  /** Skips what is left inside the brackets of a rule that has had its expression. */
  protected skipMisplaced(): void {
    if (this.RECORDING_PHASE) return;
    this.complainHere(kinds.expression, [`before '${this.image()}': an operator`]);
    this.skipRest('entry');
    while (this.terminal() === Terminal.Separator) {
      this.consumeToken();
      this.skipRest('entry');
    }
  }

  /** Reports an expression that is too deep, and takes it for an error. */
  protected refuseHeight(limit: number, node?: number): void {
    if (this.RECORDING_PHASE) return;
    this.complainHere(kinds.tooDeep, [limit]);
    if (node === undefined) this.skipRest('entry');
    else this.tree.become(node, NodeKind.Error);
    this.height = 0;
  }

  /** Reports a node that is higher than any expression may be. */
  protected limitHeight(node: number): void {
    if (this.height > MAX_HEIGHT) this.refuseHeight(MAX_HEIGHT, node);
  }
}
