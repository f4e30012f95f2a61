import * as kinds from './diagnostics.ts';
import { NodeKind } from './node-kind.ts';
import { SuffixParser } from './suffix-parser.ts';
import { Terminal, terminals as t } from './terminals.ts';
import { TokenKind } from './token-kind.ts';
import type { Rule } from './token-parser.ts';

/** The rules of strings with `${…}` in them. (language.md, section 6) */
export abstract class TemplateParser extends SuffixParser {
  /** Whether the innermost string is a triple one: what is no expression there is text. */
  private inTriple = false;

  /** Forgets what a former parse left behind. */
  protected resetExpressions(): void {
    this.height = 0;
    this.inTriple = false;
  }

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
}
