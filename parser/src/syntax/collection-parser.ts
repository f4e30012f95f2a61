import * as kinds from './diagnostics.ts';
import { ExpressionParser } from './expression-parser.ts';
import { complainTrailing } from './misplaced.ts';
import { NodeKind } from './node-kind.ts';
import { Terminal, terminals as t, terminalSet } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import type { Rule } from './token-parser.ts';

const memberFollows = terminalSet(Terminal.Assign, Terminal.BraceOpen);
const openers = terminalSet(Terminal.BraceOpen, Terminal.BracketOpen);

/** The rules of arrays, objects and keys. (language.md, section 5) */
export abstract class CollectionParser extends ExpressionParser {
  /** array = "[" , { value | SEP } , "]" ; (at least one line break or "," between two values, at most one ",") */
  protected readonly array: Rule = this.RULE('array', () => {
    const node = this.open(NodeKind.Array);
    let height = 0;
    this.CONSUME(t.BracketOpen);
    this.plainElements();
    height = this.height;
    this.MANY(() => {
      this.OR([
        { ALT: () => this.separator() },
        {
          ALT: () => {
            const from = this.position();
            this.SUBRULE(this.value);
            if (!this.isEnd('entry')) complainTrailing(this.trailing(from, 'array'));
            if (!this.isEnd('entry')) this.skipRest('entry');
            height = Math.max(height, this.height);
          },
        },
        { ALT: () => this.SUBRULE(this.misplaced) },
      ]);
      this.plainElements();
      height = Math.max(height, this.height);
    });
    this.CONSUME(t.BracketClose);
    this.height = height + 1;
    this.close(node);
  });

  /** object = "{" , { member | SEP } , "}" ; (separated like the values of an array) */
  protected readonly object: Rule = this.RULE('object', () => {
    const node = this.open(NodeKind.Object);
    let height = 0;
    this.CONSUME(t.BraceOpen);
    this.plainMembers();
    height = this.height;
    this.MANY(() => {
      this.OR([
        { ALT: () => this.separator() },
        {
          ALT: () => {
            this.SUBRULE(this.member);
            height = Math.max(height, this.height);
          },
        },
        { ALT: () => this.SUBRULE(this.misplacedMember) },
      ]);
      this.plainMembers();
      height = Math.max(height, this.height);
    });
    this.CONSUME(t.BraceClose);
    this.height = height + 1;
    this.close(node);
  });

  /** SEP = NL | "," ; */
  private separator(): void {
    const repeated = this.kind() === TokenKind.Comma && this.kind(0) === TokenKind.Comma;
    const leading = this.kind() === TokenKind.Comma && openers[this.terminal(0)] === 1;
    if (!this.RECORDING_PHASE && (repeated || leading)) {
      this.complain(kinds.separator, this.start(), this.end(), ["nothing stands before this ','"]);
    }
    this.CONSUME(t.Separator);
  }

  /** member = path , ( ( "=" | ":" ) , [ value ] | object ) ; */
  private readonly member: Rule = this.RULE('member', () => {
    const node = this.open(NodeKind.Member);
    const start = this.start();
    this.height = 1;
    this.SUBRULE(this.path);
    if (!this.isNext(memberFollows)) {
      const key = this.text.slice(start, this.end(0));
      const ended = this.isEnd('entry');
      if (!ended) this.complainHere(kinds.statement, [`'${key}'`]);
      else if (this.kind() === TokenKind.Separator) this.complain(kinds.noValue, start, this.end(0), [`'${key}'`]);
      else this.complain(kinds.shorthand, start, this.end(0), [key]);
      this.tree.become(node, NodeKind.Error);
      if (!ended) this.skipRest('entry');
      this.close(node);
      return;
    }
    const from = this.position() + 1;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Assign);
          if (this.RECORDING_PHASE || !this.isEnd('entry')) this.SUBRULE(this.value);
        },
      },
      { ALT: () => this.SUBRULE(this.object) },
    ]);
    if (!this.isEnd('entry')) {
      complainTrailing(this.trailing(from, 'object'));
      this.skipRest('entry');
    }
    this.close(node);
  });

  /** path = segment , { "." , segment } ; */
  protected readonly path: Rule = this.RULE('path', () => {
    const node = this.open(NodeKind.Path);
    this.CONSUME(t.Key);
    this.MANY({
      GATE: () => this.terminal(2) === Terminal.Key,
      DEF: () => {
        this.CONSUME(t.Dot);
        this.CONSUME1(t.Key);
      },
    });
    this.close(node);
  });

  /** misplaced-member = ? anything that starts no member ? ; */
  private readonly misplacedMember: Rule = this.RULE('misplacedMember', () => {
    if (!this.RECORDING_PHASE) {
      if (this.terminal() === Terminal.Operator) this.complainHere(kinds.statementInObject, []);
      else this.complainHere(kinds.objectMember, [this.image()]);
    }
    this.OR([
      { ALT: () => this.CONSUME(t.KeyVariable) },
      { ALT: () => this.CONSUME(t.Operator) },
      { ALT: () => this.CONSUME(t.Name) },
      { ALT: () => this.CONSUME(t.Literal) },
      { ALT: () => this.CONSUME(t.Scalar) },
      { ALT: () => this.CONSUME(t.Prefix) },
      { ALT: () => this.CONSUME(t.Infix) },
      { ALT: () => this.CONSUME(t.Assign) },
      { ALT: () => this.CONSUME(t.Dot) },
      { ALT: () => this.CONSUME(t.Question) },
      { ALT: () => this.CONSUME(t.TernaryColon) },
      { ALT: () => this.CONSUME(t.Bad) },
      { ALT: () => this.SUBRULE(this.template) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.array) },
      { ALT: () => this.SUBRULE(this.object) },
    ]);
    if (!this.isEnd('entry')) this.skipRest('entry');
  });

  /** What `complainTrailing` needs to know about the text after a value that starts at the significant token `from`. */
  protected trailing(
    from: number,
    inside: 'statement' | 'item' | 'array' | 'object',
  ): Parameters<typeof complainTrailing>[0] {
    const { text, tokens, diagnostics, file } = this;
    return { text, tokens, diagnostics, file, from, at: this.position(), inside };
  }
}
