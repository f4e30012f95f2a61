import { decodePlan, type Plan } from '@tsk/schemas/plan';

/** Other values for settings of a plan, by JSON pointer, such as `{ "/scaling/maxInstances": 30 }`. */
export type Overrides = Readonly<Record<string, boolean | number | string | null>>;

/** The plan with other values, or the first reason why it would be none. */
export type OverriddenPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly message: string };

/** Sets values in a plan: what would happen if the document said something else. The result is checked as any plan is. */
export function override(plan: Plan, overrides: Overrides): OverriddenPlan {
  const entries = Object.entries(withPolicyBounds(overrides));
  if (entries.length === 0) return { ok: true, plan };
  let changed: unknown = plan;
  for (const [pointer, value] of entries) {
    const path = pointer.split('/').slice(1).map(unescapeToken);
    if (path.length === 0 || !hasPath(plan, path)) {
      return { ok: false, message: `There is no setting '${pointer}' in the plan.` };
    }
    changed = withValue(changed, path, value);
  }
  const decoded = decodePlan(changed, { env: {} });
  if (decoded.ok) return { ok: true, plan: decoded.plan };
  return { ok: false, message: decoded.problems[0]?.message ?? 'The plan would not be valid.' };
}

/**
 * A document says the bounds of the count in its policies, from which those of the plan come. Whoever tries another bound means both:
 * alone, that of the policy would still hold.
 */
function withPolicyBounds(overrides: Overrides): Overrides {
  const implied = Object.entries(policyBounds).flatMap(([bound, own]) => {
    const value = overrides[bound];
    return value === undefined || own in overrides ? [] : [[own, value] as const];
  });
  return { ...overrides, ...Object.fromEntries(implied) };
}

const policyBounds: Readonly<Record<string, string>> = {
  '/scaling/maxInstances': '/scaling/scaleUp/maxInstances',
  '/scaling/minInstances': '/scaling/scaleDown/minInstances',
};

/** `~1` is a slash and `~0` a tilde (RFC 6901, section 4). */
function unescapeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

function hasPath(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  return (
    typeof value === 'object' && value !== null && Object.hasOwn(value, key) && hasPath(Reflect.get(value, key), rest)
  );
}

function withValue(container: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(container)) {
    return container.map((element, index) => (String(index) === key ? withValue(element, rest, value) : element));
  }
  if (typeof container !== 'object' || container === null) return container;
  return { ...container, [key]: withValue(Reflect.get(container, key), rest, value) };
}
