import { MAX_DEPTH } from './brackets.ts';
import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { TemplateParser } from './template-parser.ts';
import { Terminal, terminals as t, terminalSet } from './terminals.ts';
import type { Alternatives, Rule } from './token-parser.ts';

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
export abstract class ExpressionParser extends TemplateParser {
  /** How deep the rule `expression` is inside itself. */
  private depth = 0;

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

  protected override resetExpressions(): void {
    super.resetExpressions();
    this.depth = 0;
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
    this.limitHeight(node);
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
      this.height = 1;
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
      this.height = 1;
    }
    this.suffixes(primary);
    this.height += height;
    if (prefix < 0) return;
    this.close(prefix);
    this.limitHeight(prefix);
  });

  private primary(): void {
    this.height = 1;
    this.OR(this.primaryAlternatives);
  }

  private consumeLeaf(consume: () => unknown): void {
    consume();
    this.leaf(NodeKind.Literal);
  }

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
}

const ternaryColon = terminalSet(Terminal.TernaryColon);
