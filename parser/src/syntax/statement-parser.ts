import { CollectionParser } from './collection-parser.ts';
import * as kinds from './diagnostics.ts';
import { complainTrailing } from './misplaced.ts';
import { NodeKind } from './node-kind.ts';
import { Terminal, terminals as t, terminalSet } from './terminals.ts';
import type { Alternatives, Rule } from './token-parser.ts';

const keyFollows = terminalSet(Terminal.Assign, Terminal.BraceOpen, Terminal.AngleOpen);
const assign = terminalSet(Terminal.Assign);
const pathStarts = terminalSet(Terminal.Literal);
const endOfLine = terminalSet(Terminal.EndOfLine);

/** The rules of statements: what a line can be, inside a section, a block or a body. (language.md, section 4) */
export abstract class StatementParser extends CollectionParser {
  /** statement = keyed | variable | include | operator-statement ; (asked for on every line, so it is no rule but a list) */
  private readonly statement: Alternatives = [
    { ALT: () => this.SUBRULE(this.keyed) },
    { ALT: () => this.SUBRULE(this.variable) },
    { ALT: () => this.SUBRULE(this.include) },
    { ALT: () => this.SUBRULE(this.operatorStatement) },
    { ALT: () => this.CONSUME(t.EndOfLine) },
    { ALT: () => this.SUBRULE(this.unexpected) },
  ];
  /** line = statement | stray-item ; */
  protected readonly line: Alternatives = [...this.statement, { ALT: () => this.SUBRULE(this.strayItem) }];

  /** stray-item = ? a dash item outside of an indented body ? ; */
  private readonly strayItem: Rule = this.RULE('strayItem', () => {
    const node = this.open(NodeKind.Error);
    this.complainHere(kinds.listItem, ["a list item needs a 'key:' above it"]);
    this.CONSUME(t.Dash);
    this.skipRest('statement');
    this.takeEndOfLine();
    this.close(node);
  });

  /**
   * keyed = assignment | block | angle-block ;
   * assignment = path , assigned ;
   * block = path , object , EOS ;
   * angle-block = path , ">" , EOL , { line } , "<" , EOS ;
   */
  private readonly keyed: Rule = this.RULE('keyed', () => {
    const node = this.open(NodeKind.Assignment);
    const start = this.start();
    this.SUBRULE(this.path);
    if (!this.isNext(keyFollows)) return this.refuseKey(node, start);
    this.OR([
      { ALT: () => this.SUBRULE(this.assigned) },
      {
        ALT: () => {
          this.tree.become(node, NodeKind.Block);
          this.SUBRULE(this.object);
          this.endStatement();
        },
      },
      {
        ALT: () => {
          this.tree.become(node, NodeKind.AngleBlock);
          this.CONSUME(t.AngleOpen);
          this.endStatement();
          this.plainStatements();
          this.MANY(() => {
            this.OR1(this.line);
            this.plainStatements();
          });
          this.OPTION(() => this.CONSUME(t.AngleClose));
          this.endStatement();
        },
      },
    ]);
    this.close(node);
  });

  /** A key that nothing is assigned to: a word alone, or code. */
  private refuseKey(node: number, start: number): void {
    const key = this.text.slice(start, this.end(0));
    if (this.isEnd('statement')) {
      this.complain(kinds.noValue, start, this.end(0), [`'${key}'`]);
    } else if (this.terminal() === Terminal.Question && this.terminal(2) === Terminal.Assign) {
      this.complain(kinds.typed, start, this.end(0), [key]);
    } else if (this.terminal() !== Terminal.Bad) {
      this.complain(kinds.statement, start, this.end(1), [`'${key}'`]);
    }
    this.tree.become(node, NodeKind.Error);
    this.skipRest('statement');
    this.takeEndOfLine();
    this.close(node);
  }

  /** variable = "$" NAME , assigned ; */
  private readonly variable: Rule = this.RULE('variable', () => {
    const node = this.open(NodeKind.Variable);
    const start = this.start();
    this.CONSUME(t.KeyVariable);
    if (!this.isNext(assign)) return this.refuseKey(node, start);
    this.SUBRULE(this.assigned);
    this.close(node);
  });

  /** assigned = ( "=" | ":" ) , ( [ value ] , EOS | body ) ; */
  private readonly assigned: Rule = this.RULE('assigned', () => {
    this.CONSUME(t.Assign);
    const from = this.position();
    if (this.terminal() === Terminal.EndOfLine) {
      this.CONSUME(t.EndOfLine);
      return;
    }
    this.OPTION(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.body) },
        {
          ALT: () => {
            this.SUBRULE(this.value);
            this.endValue(from, 'statement');
          },
        },
      ]),
    );
    if (this.RECORDING_PHASE || this.position() > from) return;
    this.complainHere(kinds.expression, [`before '${this.image()}'`]);
    this.skipRest('statement');
    this.takeEndOfLine();
  });

  /** body = INDENT , ( { statement } | { dash-item } ) , DEDENT ; */
  private readonly body: Rule = this.RULE('body', () => {
    const node = this.open(NodeKind.Body);
    this.CONSUME(t.Indent);
    const list = this.terminal() === Terminal.Dash;
    if (list) this.tree.become(node, NodeKind.DashList);
    else this.plainStatements();
    this.MANY(() =>
      this.OR([
        {
          ALT: () => {
            if (!this.RECORDING_PHASE && !list)
              this.complainHere(kinds.listItem, ["a list item cannot stand among 'key: value' lines"]);
            this.SUBRULE(this.dashItem);
          },
        },
        {
          ALT: () => {
            if (list) this.complainHere(kinds.listItem, ["expected '- ' like the lines above"]);
            this.OR1(this.statement);
            if (!list) this.plainStatements();
          },
        },
      ]),
    );
    this.CONSUME(t.Dedent);
    this.close(node);
  });

  /** dash-item = "-" , value , EOS ; */
  private readonly dashItem: Rule = this.RULE('dashItem', () => {
    const node = this.open(NodeKind.DashItem);
    this.CONSUME(t.Dash);
    const from = this.position();
    this.OPTION(() => this.SUBRULE(this.value));
    this.endValue(from, 'item');
    this.close(node);
  });

  /** include = "@" ( "include" | "import" | "inherit" | "extends" ) , STRING , EOS ; */
  private readonly include: Rule = this.RULE('include', () => {
    const node = this.open(NodeKind.Include);
    this.CONSUME(t.Include);
    if (this.isNext(pathStarts)) {
      this.CONSUME(t.Literal);
      this.leaf(NodeKind.Literal);
    } else {
      this.complainHere(kinds.expression, ['that is a plain string: the path of a file']);
    }
    this.endStatement();
    this.close(node);
  });

  /** operator-statement = "@" NAME , { suffix } , EOS ; (the last suffix is a call) */
  private readonly operatorStatement: Rule = this.RULE('operatorStatement', () => {
    const node = this.open(NodeKind.OperatorStatement);
    const start = this.start();
    const operator = this.image();
    const first = this.tree.count;
    this.CONSUME(t.Operator);
    this.leaf(NodeKind.Literal);
    this.height = 1;
    this.suffixes(first);
    const terminal = this.terminal();
    const subject = this.text.slice(start, this.end(0));
    if (terminal === Terminal.Assign) this.complain(kinds.operatorAssignment, start, this.end(), [subject]);
    else if (terminal === Terminal.BraceOpen) this.complain(kinds.operatorBlock, start, this.end(0), [operator]);
    else if (!this.isEnd('statement')) this.complainHere(kinds.statement, [`'${subject}'`]);
    else if (this.terminal(0) !== Terminal.ParenClose)
      this.complain(kinds.noValue, start, this.end(0), [`'${subject}'`]);
    else {
      this.endStatement();
      this.close(node);
      return;
    }
    this.tree.become(node, NodeKind.Error);
    this.skipRest('statement');
    this.takeEndOfLine();
    this.close(node);
  });

  /** unexpected = ? anything that starts no statement ? ; */
  private readonly unexpected: Rule = this.RULE('unexpected', () => {
    const node = this.open(NodeKind.Error);
    if (!this.RECORDING_PHASE) this.complainHere(kinds.unexpectedCharacter, [this.image()]);
    this.OR([
      { ALT: () => this.CONSUME(t.Bad) },
      { ALT: () => this.CONSUME(t.Separator) },
      { ALT: () => this.CONSUME(t.Assign) },
      { ALT: () => this.CONSUME(t.Dot) },
      { ALT: () => this.CONSUME(t.Question) },
      { ALT: () => this.CONSUME(t.TernaryColon) },
      { ALT: () => this.CONSUME(t.Infix) },
      { ALT: () => this.CONSUME(t.Prefix) },
      { ALT: () => this.CONSUME(t.Name) },
      { ALT: () => this.CONSUME(t.Literal) },
      { ALT: () => this.CONSUME(t.Scalar) },
      { ALT: () => this.CONSUME(t.TemplateStart) },
      { ALT: () => this.CONSUME(t.TemplateText) },
      { ALT: () => this.CONSUME(t.TemplateEnd) },
      { ALT: () => this.bracketed() },
    ]);
    this.skipRest('statement');
    this.takeEndOfLine();
    this.close(node);
  });

  /** Anything in brackets; while it is skipped, its own mistakes are of no interest. */
  private bracketed(): void {
    const before = this.diagnostics.length;
    this.OR1([
      { ALT: () => this.SUBRULE(this.object) },
      { ALT: () => this.SUBRULE(this.array) },
      { ALT: () => this.SUBRULE(this.group) },
    ]);
    if (!this.RECORDING_PHASE) this.diagnostics.length = before;
  }

  /** Takes the end of a statement; anything before it is reported as trailing. */
  protected endStatement(trailing: typeof kinds.trailing | typeof kinds.root = kinds.trailing): void {
    if (!this.isNext(endOfLine) && !this.isEnd('statement')) {
      if (trailing === kinds.trailing) this.complainHere(kinds.trailing, [this.image()]);
      else this.complainHere(kinds.root, []);
      this.skipRest('statement');
    }
    this.takeEndOfLine();
  }

  /** Takes the end of a statement whose value started at the significant token `from`. */
  private endValue(from: number, inside: 'statement' | 'item'): void {
    if (!this.isNext(endOfLine) && !this.isEnd('statement')) {
      complainTrailing(this.trailing(from, inside));
      this.skipRest('statement');
    }
    this.takeEndOfLine();
  }

  private takeEndOfLine(): void {
    if (this.RECORDING_PHASE) return;
    if (this.terminal() === Terminal.EndOfLine) this.consumeToken();
  }
}
