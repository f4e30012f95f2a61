import { NodeKind } from './node-kind.ts';
import { Terminal, terminalSet } from './terminals.ts';
import { type ParserOptions, TokenParser } from './token-parser.ts';

const plainEnds = terminalSet(Terminal.EndOfLine, Terminal.Separator, Terminal.BraceClose, Terminal.BracketClose);

/**
 * Short cuts through the grammar for what most lines of most texts are: a key and one literal, or a flat array or object of them.
 * The rules would make the same nodes of these tokens in four times the time.
 * A short cut takes nothing where a token is not as expected, and leaves it to the rules, which know every case.
 */
export abstract class PlainParser extends TokenParser {
  /** Whether the short cuts are taken; a test compares what is parsed with and without them. */
  private readonly shortCuts: boolean;
  /** How high the tree of the last expression or value is. */
  protected height = 0;

  protected constructor(options: ParserOptions) {
    super(options);
    this.shortCuts = options.shortCuts ?? true;
  }

  /** { KEY , ASSIGN , plain-value , EOL } */
  protected plainStatements(): void {
    if (!this.shortCuts) return;
    while (this.terminal(1) === Terminal.Key && this.terminal(2) === Terminal.Assign) {
      if (!this.plainEntry(NodeKind.Assignment, true)) return;
    }
  }

  /** { SEP , KEY , ASSIGN , plain-value }, the first without its SEP after `{`; the height is that of the highest of them */
  protected plainMembers(nested = true): void {
    let height = 0;
    while (this.shortCuts && this.plainMember(nested)) height = Math.max(height, this.height);
    this.height = height;
  }

  private plainMember(nested: boolean): boolean {
    const skip = this.plainSeparator();
    if (skip < 0 || this.terminal(skip + 1) !== Terminal.Key || this.terminal(skip + 2) !== Terminal.Assign)
      return false;
    this.cursor += skip;
    if (this.plainEntry(NodeKind.Member, nested)) return true;
    this.cursor -= skip;
    return false;
  }

  /** { SEP , plain-value }, the first without its SEP after `[`; the height is that of the highest of them */
  protected plainElements(nested = true): void {
    let height = 0;
    while (this.shortCuts && this.plainElement(nested)) height = Math.max(height, this.height);
    this.height = height;
  }

  private plainElement(nested: boolean): boolean {
    const skip = this.plainSeparator();
    if (skip < 0) return false;
    this.cursor += skip;
    if (this.plainValue(nested)) return true;
    this.cursor -= skip;
    return false;
  }

  /** How many tokens separate the next entry from what is before it: 0 after an opener, 1 for one separator; -1 for anything else. */
  private plainSeparator(): number {
    const { terminals } = this.tokens;
    const last = terminals[this.cursor];
    const separated = terminals[this.cursor + 1] === Terminal.Separator;
    if (last === Terminal.BraceOpen || last === Terminal.BracketOpen) return separated ? -1 : 0;
    return separated && last !== Terminal.Separator ? 1 : -1;
  }

  /** KEY , ASSIGN , plain-value , and for a statement its EOL */
  private plainEntry(kind: NodeKind, nested: boolean): boolean {
    const { tree, cursor } = this;
    const { count, reached } = tree;
    const key = this.tokenIndex(1);
    const node = tree.open(kind, key);
    tree.leaf(NodeKind.Path, key, key + 1);
    this.cursor += 2;
    if (this.plainValue(nested)) {
      const isStatement = kind === NodeKind.Assignment;
      if (!isStatement || this.terminal(1) === Terminal.EndOfLine) {
        if (isStatement) this.cursor++;
        this.close(node);
        return true;
      }
    }
    this.cursor = cursor;
    tree.truncate(count, reached);
    return false;
  }

  /** plain-value = SCALAR | flat-array | flat-object ; (with the end of its entry after it) */
  private plainValue(nested: boolean): boolean {
    const terminal = this.terminal(1);
    if (terminal === Terminal.Scalar) {
      if (plainEnds[this.terminal(2)] !== 1) return false;
      this.cursor++;
      this.leaf(NodeKind.Literal);
      this.height = 1;
      return true;
    }
    if (!nested) return false;
    if (terminal === Terminal.BracketOpen) return this.flatValue(NodeKind.Array, Terminal.BracketClose);
    return terminal === Terminal.BraceOpen && this.flatValue(NodeKind.Object, Terminal.BraceClose);
  }

  /** An array or object of nothing but literals. No deeper: what turns out not to be plain is read a second time. */
  private flatValue(kind: NodeKind, closer: number): boolean {
    const { tree, cursor } = this;
    const { count, reached } = tree;
    const node = this.open(kind);
    this.cursor++;
    if (kind === NodeKind.Array) this.plainElements(false);
    else this.plainMembers(false);
    if (this.plainSeparator() === 1) this.cursor++;
    if (this.terminal(1) === closer && plainEnds[this.terminal(2)] === 1) {
      this.cursor++;
      this.height++;
      this.close(node);
      return true;
    }
    this.cursor = cursor;
    tree.truncate(count, reached);
    return false;
  }
}
