import type { ParserMethod } from 'chevrotain';
import { MAX_DEPTH } from './brackets.ts';
import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { Terminal, terminals as t, terminalSet } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import { TokenParser } from './token-parser.ts';

/** How high the tree of one expression may be, so that whoever walks it needs a bounded stack. */
const MAX_HEIGHT = 500;

/** A rule that takes nothing and gives nothing: what it finds goes to the tree. */
export type Rule = ParserMethod<[], void>;
/** The alternatives of a choice, as Chevrotain takes them. */
export type Alternatives = { ALT: () => void }[];

const operandStartList = [
  Terminal.Literal,
  Terminal.Name,
  Terminal.Operator,
  Terminal.Prefix,
  Terminal.TemplateStart,
  Terminal.ParenOpen,
  Terminal.BracketOpen,
  Terminal.BraceOpen,
];
const operandStarts = terminalSet(...operandStartList);
const valueStarts = terminalSet(Terminal.Scalar, ...operandStartList);

/** The rules of expressions. (language.md, section 6) */
export abstract class ExpressionParser extends TokenParser {
  /** How deep the rule `expression` is inside itself, and how high the tree of the last expression is. */
  private depth = 0;
  protected height = 0;
  /** Whether the innermost string is a triple one: what is no expression there is text. */
  private inTriple = false;

  /** The rules of values that hold values. */
  protected abstract readonly array: Rule;
  protected abstract readonly object: Rule;

  // Alternatives that are asked for often are made once.
  private readonly primaryAlternatives: Alternatives = [
    { ALT: () => this.consumeLeaf(() => this.CONSUME(t.Literal)) },
    { ALT: () => this.consumeLeaf(() => this.CONSUME(t.Name)) },
    { ALT: () => this.consumeLeaf(() => this.CONSUME(t.Operator)) },
    { ALT: () => this.SUBRULE(this.template) },
    { ALT: () => this.SUBRULE(this.group) },
    { ALT: () => this.SUBRULE(this.array) },
    { ALT: () => this.SUBRULE(this.object) },
  ];
  private readonly suffixAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.access) },
    { ALT: () => this.SUBRULE(this.index) },
    { ALT: () => this.SUBRULE(this.call) },
  ];
  private readonly valueAlternatives: Alternatives = [
    {
      ALT: () => {
        this.CONSUME(t.Scalar);
        this.leaf(NodeKind.Literal);
        this.height = 1;
      },
    },
    { ALT: () => this.SUBRULE(this.expression) },
  ];

  /** Forgets what a former parse left behind. */
  protected resetExpressions(): void {
    this.depth = 0;
    this.height = 0;
    this.inTriple = false;
  }

  /** value = SCALAR | expression ; (a SCALAR is one literal or bare word that is the whole value) */
  protected readonly value: Rule = this.RULE('value', () => {
    if (this.isNext(valueStarts)) {
      this.OR(this.valueAlternatives);
      return;
    }
    this.complainHere(kinds.expression, [`before '${this.image()}'`]);
    this.skipRest('entry');
    this.height = 1;
  });

  /** expression = operation , [ "?" , expression , ":" , expression ] ; */
  protected readonly expression: Rule = this.RULE('expression', () => {
    if (this.depth > 2 * MAX_DEPTH) {
      this.refuseHeight(MAX_DEPTH);
      return;
    }
    this.depth++;
    const first = this.tree.count;
    this.SUBRULE(this.operation);
    this.OPTION(() => {
      let { height } = this;
      this.CONSUME(t.Question);
      const node = this.tree.wrap(first, NodeKind.Conditional);
      this.SUBRULE1(this.expression);
      height = Math.max(height, this.height);
      if (this.isNext(ternaryColon)) {
        this.CONSUME(t.TernaryColon);
        this.SUBRULE2(this.expression);
      } else {
        this.complainHere(kinds.expression, ["for the case that the condition is false: ': value'"]);
      }
      this.height = Math.max(height, this.height) + 1;
      this.close(node);
    });
    this.depth--;
  });

  /** operation = operand , { INFIX , operand } ; (precedence: section 6.1; a flat node, however long) */
  private readonly operation: Rule = this.RULE('operation', () => {
    const first = this.tree.count;
    this.SUBRULE(this.operand);
    let node = -1;
    let { height } = this;
    this.MANY(() => {
      this.CONSUME(t.Infix);
      if (node < 0) node = this.tree.wrap(first, NodeKind.Infix);
      this.SUBRULE1(this.operand);
      height = Math.max(height, this.height) + 1;
    });
    if (node < 0) return;
    this.close(node);
    this.height = height;
    if (height > MAX_HEIGHT) this.refuseHeight(MAX_HEIGHT, node);
  });

  /**
   * operand = { PREFIX } , primary , { suffix } ;
   * primary = LITERAL | "$" NAME | NAME | "@" NAME | template | group | array | object ;
   * suffix = access | index | call ;
   */
  protected readonly operand: Rule = this.RULE('operand', () => {
    if (!this.isNext(operandStarts)) {
      this.complainHere(kinds.expression, [this.terminal() === Terminal.Infix ? 'before this operator' : 'here']);
      this.close(this.open(NodeKind.Error));
      return;
    }
    let prefix = -1;
    let height = 0;
    this.MANY(() => {
      if (prefix < 0) prefix = this.open(NodeKind.Prefix);
      this.CONSUME(t.Prefix);
      height++;
    });
    const primary = this.tree.count;
    if (prefix < 0 || this.isNext(operandStarts)) {
      this.primary();
    } else {
      this.complainHere(kinds.expression, ['after this operator']);
      this.close(this.open(NodeKind.Error));
    }
    this.suffixes(primary);
    this.height += height;
    if (prefix < 0) return;
    this.close(prefix);
    if (this.height > MAX_HEIGHT) this.refuseHeight(MAX_HEIGHT, prefix);
  });

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
    if (height > MAX_HEIGHT) this.refuseHeight(MAX_HEIGHT, chain);
  }

  private primary(): void {
    this.height = 1;
    this.OR(this.primaryAlternatives);
  }

  private consumeLeaf(consume: () => unknown): void {
    consume();
    this.leaf(NodeKind.Literal);
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

  /** group = "(" , expression , ")" ; */
  protected readonly group: Rule = this.RULE('group', () => {
    const node = this.open(NodeKind.Group);
    const start = this.start();
    const before = this.diagnostics.length;
    this.CONSUME(t.ParenOpen);
    this.SUBRULE(this.expression);
    if (this.terminal() !== Terminal.ParenClose) this.skipMisplaced();
    this.CONSUME(t.ParenClose);
    this.close(node);
    // `(x, y) =>` is one mistake, which the lexer reports at its arrow.
    if (this.diagnostics.length > before && this.terminal() === Terminal.Bad && this.image() === '=>') {
      this.diagnostics.splice(
        before,
        Infinity,
        ...this.diagnostics.slice(before).filter(({ span }) => span.start < start),
      );
    }
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
    this.OPTION(() => {
      this.CONSUME(t.Name);
      this.CONSUME(t.Assign);
    });
    this.SUBRULE(this.expression);
    if (this.terminal() === Terminal.Bad || this.terminal() === Terminal.Assign) {
      if (this.terminal() === Terminal.Assign) this.complainHere(kinds.argument, [this.image()]);
      this.skipRest('entry');
    }
    this.close(node);
  });

  /** template = TEMPLATE-START , { interpolation | TEMPLATE-TEXT } , TEMPLATE-END ; (a string with `${…}` in it) */
  protected readonly template: Rule = this.RULE('template', () => {
    const node = this.open(NodeKind.Template);
    const outer = this.inTriple;
    this.inTriple = this.kind() === TokenKind.TripleStart;
    this.CONSUME(t.TemplateStart);
    let height = 0;
    this.MANY(() => {
      this.OR([
        {
          ALT: () => {
            this.SUBRULE(this.interpolation);
            height = Math.max(height, this.height);
          },
        },
        { ALT: () => this.CONSUME(t.TemplateText) },
      ]);
    });
    this.OPTION(() => this.CONSUME(t.TemplateEnd));
    this.inTriple = outer;
    this.height = height + 1;
    this.close(node);
  });

  /** interpolation = "${" , expression , "}" ; */
  private readonly interpolation: Rule = this.RULE('interpolation', () => {
    const node = this.open(NodeKind.Interpolation);
    const start = this.start();
    const before = this.diagnostics.length;
    this.CONSUME(t.InterpolationOpen);
    this.SUBRULE(this.expression);
    const whole = this.terminal() === Terminal.InterpolationClose;
    if (!whole) this.skipMisplaced();
    this.CONSUME(t.InterpolationClose);
    this.close(node);
    if (this.diagnostics.length === before && whole) return;
    this.tree.become(node, NodeKind.Error);
    this.diagnostics.length = before;
    // An interpolation that is never closed was reported by the lexer.
    if (!this.inTriple && this.end(0) > this.start(0)) this.complain(kinds.interpolation, start, this.end(0), []);
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
  private skipMisplaced(): void {
    if (this.RECORDING_PHASE) return;
    this.complainHere(kinds.expression, [`before '${this.image()}': an operator`]);
    this.skipRest('entry');
    while (this.terminal() === Terminal.Separator) {
      this.consumeToken();
      this.skipRest('entry');
    }
  }

  /** Reports an expression that is too deep, and takes it for an error. */
  private refuseHeight(limit: number, node?: number): void {
    if (this.RECORDING_PHASE) return;
    this.complainHere(kinds.tooDeep, [limit]);
    if (node === undefined) this.skipRest('entry');
    else this.tree.become(node, NodeKind.Error);
    this.height = 0;
  }
}

const ternaryColon = terminalSet(Terminal.TernaryColon);
const names = terminalSet(Terminal.Name);
