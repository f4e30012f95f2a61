import { describe, expect, it } from 'vitest';
import { analyzeTexts } from './analyze-texts.ts';

const base = `$region = "EU"
[service]
name = "base"
[load_balancing]
health_checks = true
[load_balancing.health_checks]
interval = 10s
`;
const shop = `@include "base.tsk"
$suffix = @string.lower($region)
[service]
name = "shop-" + $suffix
args = ["--port", @env("PORT", 80)]
`;

describe('an explanation', () => {
  const analysis = analyzeTexts({ 'shop.tsk': shop, 'base.tsk': base });
  const place = (file: string, text: string, part: string): object => ({
    file,
    span: { start: text.indexOf(part), end: text.indexOf(part) + part.length },
  });

  it('leads from a value back to what it is made of, and to what it overrides', () => {
    const { value, steps } = analysis.explain(['service', 'name']);
    expect(value).toBe('shop-eu');
    expect(steps).toMatchObject([
      {
        kind: 'written',
        place: place('shop.tsk', shop, '"shop-" + $suffix'),
        text: '"shop-" + $suffix',
        from: [
          {
            kind: 'reference',
            name: '$suffix',
            declared: place('shop.tsk', shop, '@string.lower($region)'),
            value: 'eu',
            from: [
              {
                kind: 'operator',
                name: '@string.lower',
                arguments: ['EU'],
                value: 'eu',
                from: [{ kind: 'reference', name: '$region', declared: place('base.tsk', base, '"EU"'), from: [] }],
              },
            ],
          },
        ],
      },
      { kind: 'overridden', text: '"base"', value: 'base' },
    ]);
  });

  it('knows what the runtime looks up', () => {
    expect(analysis.explain(['service', 'args', '1']).steps.at(-1)).toMatchObject({
      kind: 'environment',
      name: 'PORT',
      default: 80,
    });
  });

  it('knows heads and defaults', () => {
    expect(analysis.explain(['load_balancing', 'health_checks', 'enabled']).steps).toMatchObject([
      { kind: 'written', isHead: true, value: true },
    ]);
    expect(analysis.explain(['service', 'port_variable'])).toMatchObject({
      value: 'PORT',
      steps: [{ kind: 'default' }],
    });
  });

  it('has nothing to say of what is nowhere', () => {
    expect(analysis.explain(['nothing', 'here'])).toEqual({ path: ['nothing', 'here'], value: undefined, steps: [] });
    expect(analysis.explain(['__proto__']).value).toBeUndefined();
  });

  it('finds the path of a place', () => {
    expect(analysis.findPath('shop.tsk', shop.indexOf('name'))).toEqual(['service', 'name']);
    expect(analysis.findPath('shop.tsk', shop.indexOf('$suffix\nargs'))).toEqual(['service', 'name']);
    expect(analysis.findPath('base.tsk', base.indexOf('10s'))).toEqual(['load_balancing', 'health_checks', 'interval']);
    expect(analysis.findPath('shop.tsk', 0)).toBeUndefined();
  });

  it('puts what a section includes into the section', () => {
    const files = { 'a.tsk': '[s]\n@include "b.tsk"', 'b.tsk': '$v = 1\nx = $v' };
    expect(analyzeTexts(files).explain(['s', 'x'])).toMatchObject({ value: 1, steps: [{ from: [{ name: '$v' }] }] });
    expect(analyzeTexts(files).findPath('b.tsk', 7)).toEqual(['s', 'x']);
  });
});
