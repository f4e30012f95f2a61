import { isDeferred } from '../../lower/draft.ts';
import type { Judgement, ValueChange } from './change.ts';
import type { PlanLeaf } from './flatten-plan.ts';

/** The values of the two plans that are compared, by their paths joined with `/`. */
export interface PlanPair {
  readonly before: ReadonlyMap<string, PlanLeaf>;
  readonly after: ReadonlyMap<string, PlanLeaf>;
}

/** What a rule finds; its effect is that of the list which the rule is in. */
type Finding = Omit<Judgement, 'effect'>;

/** A rule about one value of the plan: what a change of it means for one effect. */
export interface EffectRule {
  /** The path of the value with `.` between the keys; `*` stands for any one key. */
  readonly path: string;
  readonly judge: (change: ValueChange, plans: PlanPair) => Finding | undefined;
}

/** More about a rule. */
export interface RuleOptions {
  /** Whether the change breaks a promise; false, if it is left out. */
  readonly breaks?: boolean | ((change: ValueChange, plans: PlanPair) => boolean);
  /** The path of a switch: while it is off in one of the plans, the rule says nothing. */
  readonly gate?: string;
  readonly trend?: Finding['trend'];
}

/** A sentence, or how to make it. */
export type Why = string | ((change: ValueChange, plans: PlanPair) => string);

type Test = (change: ValueChange) => boolean;

/** A rule about a number that becomes less; `worse`, unless another trend is given. */
export function lower(path: string, why: Why, options: RuleOptions = {}): EffectRule {
  return rule(path, ({ before, after }) => compare(before, after) > 0, why, { trend: 'worse', ...options });
}

/** A rule about a number that becomes more; `worse`, unless another trend is given. */
export function higher(path: string, why: Why, options: RuleOptions = {}): EffectRule {
  return rule(path, ({ before, after }) => compare(before, after) < 0, why, { trend: 'worse', ...options });
}

/** A rule about a switch that is turned on or off. */
export function turned(path: string, to: 'on' | 'off', why: Why, options: RuleOptions = {}): EffectRule {
  const wanted = to === 'on';
  const trend = wanted ? 'better' : 'worse';
  return rule(path, ({ before, after }) => before === !wanted && after === wanted, why, { trend, ...options });
}

/** A rule about a value that becomes another one, or is added or removed. */
export function changed(path: string, why: Why, options: RuleOptions = {}): EffectRule {
  return rule(path, () => true, why, { trend: 'different', ...options });
}

/** A rule about an element of a list of tables that is there no longer. */
export function removed(path: string, why: Why, options: RuleOptions = {}): EffectRule {
  return rule(path, ({ after }) => after === undefined, why, { trend: 'worse', ...options });
}

/** A rule about an element of a list of tables that was not there before. */
export function added(path: string, why: Why, options: RuleOptions = {}): EffectRule {
  return rule(path, ({ before }) => before === undefined, why, { trend: 'better', ...options });
}

/** A rule with a test of its own. */
export function rule(path: string, test: Test, why: Why, options: RuleOptions): EffectRule {
  const { breaks = false, gate, trend = 'different' } = options;
  return {
    path,
    judge: (change, plans) => {
      if (!test(change) || isClosed(gate, plans)) return undefined;
      return {
        trend,
        isBreaking: typeof breaks === 'boolean' ? breaks : breaks(change, plans),
        why: typeof why === 'string' ? why : why(change, plans),
      };
    },
  };
}

/** The number that a value is, or that a variable of the environment is where it is not set. */
export function numberOf(value: unknown): number | undefined {
  const known = isDeferred(value) ? value.default : value;
  return typeof known === 'number' ? known : undefined;
}

/** The elements of a list that the other list does not have. */
export function missingIn(list: unknown, other: unknown): readonly string[] {
  const here = Array.isArray(list) ? list.map(String) : [];
  const there = new Set(Array.isArray(other) ? other.map(String) : []);
  return here.filter((element) => !there.has(element));
}

function compare(before: unknown, after: unknown): number {
  const [one, other] = [numberOf(before), numberOf(after)];
  return one === undefined || other === undefined ? 0 : one - other;
}

function isClosed(gate: string | undefined, { before, after }: PlanPair): boolean {
  if (gate === undefined) return false;
  const key = gate.replaceAll('.', '/');
  return before.get(key)?.value === false || after.get(key)?.value === false;
}
