import { fileURLToPath } from 'node:url';
import { findOperator, type Operator, type OperatorExample, operators } from '@tsk/compiler';
import { toJson } from '@tsk/parser';
import { describe, expect, it } from 'vitest';
import { analyzeTexts } from './analyze-texts.ts';
import { renderPage } from './operators-page.ts';

/** The operators that are used in published .tsk files. */
const published =
  'Query TuskObject ai alerts array audit auth avg aws bool cache calc concat cookie crypto csv date debug decrypt docker duration encrypt env expensive_calculation expensive_op feature_flag file float format function generate_analytics get_basic_data get_development_data get_premium_data get_production_data get_user_data global go graphql health heavy_op http if import include ini input int json kafka kebab kms kubernetes learn load_app_config lower match math metrics mfa ml mongodb monitoring multitenancy now object optimize peanut peanuts php postgresql query range rate_limit rbac redirect redis regex render request round saml server service_discovery session shell sql string sum switch system test_database timestamp toml trim uuid validate var variable vault xml yaml'.split(
    ' ',
  );

function examplesOf(operator: Operator): readonly OperatorExample[] {
  return operator.availability === 'refused'
    ? operator.examples
    : operator.functions.flatMap(({ examples }) => examples);
}

/** The value of `x` and the codes of the findings about evaluating it. */
function evaluate(source: string): { readonly value: unknown; readonly codes: readonly string[] } {
  const { values, diagnostics } = analyzeTexts({ 'a.tsk': `x = ${source}\n` });
  const value = values.members.get('x')?.value;
  const codes = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('TSK3'));
  return { value: value === undefined ? undefined : toJson(value), codes };
}

describe('the operators', () => {
  it('are all that published files use', () => {
    expect(published.filter((name) => findOperator(name) === undefined)).toEqual([]);
  });

  it('have names that are used once', () => {
    expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  });

  it.each(operators.map((operator) => [operator.name, operator] as const))('@%s says what it is', (_name, operator) => {
    expect(operator.summary).toMatch(/^[A-Z].*\.$/s);
    if (operator.availability === 'refused') return;
    const names = operator.functions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { summary, parameters, examples } of operator.functions) {
      expect(summary).toMatch(/^[A-Z].*\.$/s);
      expect(examples.length).toBeGreaterThan(0);
      for (const { description } of parameters) expect(description).toMatch(/\.$/);
      const firstOptional = parameters.findIndex(({ optional }) => optional);
      const isOrdered = parameters.every(
        ({ optional }, index) => firstOptional < 0 || index < firstOptional || optional,
      );
      expect(isOrdered).toBe(true);
    }
  });

  it.each(operators.flatMap(examplesOf).map((example) => [example.source, example] as const))(
    '%s',
    (source, example) => {
      const { value, codes } = evaluate(source);
      if ('finding' in example) expect(codes).toContain(example.finding);
      else expect({ value, codes }).toEqual({ value: example.gives, codes: [] });
    },
  );

  it('are described in docs/operators.md', async () => {
    const page = fileURLToPath(new URL('../../docs/operators.md', import.meta.url));
    await expect(renderPage(operators)).toMatchFileSnapshot(page);
  });
});
