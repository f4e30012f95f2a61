import {
  Alternation,
  type IProduction,
  type IToken,
  LLkLookaheadStrategy,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
} from 'chevrotain';

/** What asks a lookahead function: the parser, standing before its next token. */
interface Reader {
  LA(distance: number): IToken;
}

/** The tokens that a production can begin with, and whether it can also be empty. */
interface First {
  readonly tokens: readonly number[];
  readonly mayBeEmpty: boolean;
}

/**
 * Decides every choice of the grammar by the next token, from tables of the tokens that each alternative can begin with. The
 * strategy that comes with Chevrotain does the same for any number of tokens, and takes several times as long to prepare it,
 * at every start. A test validates the grammar with that strategy's rules, which this one inherits.
 */
export class FirstTokenLookahead extends LLkLookaheadStrategy {
  private readonly firsts: Map<Rule, First> = new Map<Rule, First>();
  private readonly productions: Map<Rule, ReadonlyMap<string, IProduction>> = new Map<
    Rule,
    ReadonlyMap<string, IProduction>
  >();

  override buildLookaheadForAlternation({
    prodOccurrence,
    rule,
  }: {
    readonly prodOccurrence: number;
    readonly rule: Rule;
  }): () => number | undefined {
    const choice = this.find(rule, 'Alternation', prodOccurrence);
    const table: (number | undefined)[] = [];
    const alternatives = choice instanceof Alternation ? choice.definition : [];
    for (const [index, alternative] of alternatives.entries()) {
      // Of two alternatives that begin alike, the first is taken.
      for (const token of this.first([alternative]).tokens) table[token] ??= index;
    }
    return function (this: Reader): number | undefined {
      return table[this.LA(1).tokenTypeIdx];
    };
  }

  override buildLookaheadForOptional({
    prodOccurrence,
    prodType,
    rule,
  }: {
    readonly prodOccurrence: number;
    readonly prodType: string;
    readonly rule: Rule;
  }): () => boolean {
    const table: boolean[] = [];
    const optional = this.find(rule, prodType, prodOccurrence);
    for (const token of this.first(definitionOf(optional)).tokens) table[token] = true;
    return function (this: Reader): boolean {
      return table[this.LA(1).tokenTypeIdx] === true;
    };
  }

  private find(rule: Rule, type: string, occurrence: number): IProduction | undefined {
    let known = this.productions.get(rule);
    if (known === undefined) {
      known = new Map(productionsIn(rule.definition));
      this.productions.set(rule, known);
    }
    return known.get(`${type}${occurrence}`);
  }

  /** The tokens that a sequence can begin with. */
  private first(sequence: readonly IProduction[]): First {
    const tokens: number[] = [];
    for (const production of sequence) {
      const { tokens: next, mayBeEmpty } = this.firstOf(production);
      tokens.push(...next);
      if (!mayBeEmpty) return { tokens, mayBeEmpty };
    }
    return { tokens, mayBeEmpty: true };
  }

  private firstOf(production: IProduction): First {
    if (production instanceof Terminal)
      return { tokens: [production.terminalType.tokenTypeIdx ?? 0], mayBeEmpty: false };
    if (production instanceof NonTerminal) return this.firstOfRule(production.referencedRule);
    if (production instanceof Alternation) {
      const all = production.definition.map((alternative) => this.firstOf(alternative));
      return { tokens: all.flatMap(({ tokens }) => tokens), mayBeEmpty: all.some(({ mayBeEmpty }) => mayBeEmpty) };
    }
    const { tokens, mayBeEmpty } = this.first(definitionOf(production));
    return { tokens, mayBeEmpty: mayBeEmpty || production instanceof Option || production instanceof Repetition };
  }

  private firstOfRule(rule: Rule): First {
    const known = this.firsts.get(rule);
    if (known !== undefined) return known;
    const { tokens, mayBeEmpty } = this.first(rule.definition);
    const found = { tokens: [...new Set(tokens)], mayBeEmpty };
    this.firsts.set(rule, found);
    return found;
  }
}

/** The productions that choose, by what they are and their number in the rule. */
function* productionsIn(sequence: readonly IProduction[]): Generator<readonly [string, IProduction]> {
  for (const production of sequence) {
    if (production instanceof Alternation) yield [`Alternation${production.idx}`, production];
    if (production instanceof Option) yield [`Option${production.idx}`, production];
    if (production instanceof Repetition) yield [`Repetition${production.idx}`, production];
    yield* productionsIn(definitionOf(production));
  }
}

/** What a production holds itself; that of a rule which it refers to belongs to the rule. */
function definitionOf(production: IProduction | undefined): readonly IProduction[] {
  if (production === undefined || production instanceof NonTerminal) return [];
  return 'definition' in production && Array.isArray(production.definition) ? production.definition : [];
}
