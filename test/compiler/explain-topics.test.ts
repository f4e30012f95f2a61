import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyze, explainTopic, listTopics, loadDiagnosticPages, operators } from '@tsk/compiler';
import { listSettings } from '@tsk/schemas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliFolder, makeCliFolder } from './run-cli.ts';

const pages = await loadDiagnosticPages();
const folder = fileURLToPath(new URL('../../docs/diagnostics', import.meta.url));
const codes = readdirSync(folder).map((name) => name.replace('.md', ''));

function markdownOf(name: string): string {
  const answer = explainTopic(name, pages);
  expect(answer.kind, name).toBe('found');
  return answer.kind === 'found' ? answer.markdown : '';
}

describe('explainTopic', () => {
  it('has the page of every code as it stands in docs/diagnostics, by code and number', () => {
    expect(Object.keys(pages)).toEqual(codes.toSorted());
    for (const code of codes) {
      const text = readFileSync(`${folder}/${code}.md`, 'utf8');
      expect(pages[code], `${code}: run node compiler/scripts/generate-pages.mjs`).toBe(text);
      for (const name of [code, code.toLowerCase(), code.slice(3)]) expect(markdownOf(name)).toBe(text);
    }
  });

  it('finds a code by its mnemonic, or all that share it', () => {
    for (const [code, text] of Object.entries(pages)) {
      const answer = explainTopic(/^`(\w+)`$/m.exec(text)?.[1] ?? '', pages);
      const found = answer.kind === 'found' ? [answer.topic] : answer.kind === 'several' ? answer.candidates : [];
      expect(found.map(({ name }) => name)).toContain(code);
    }
  });

  it('explains every setting by its dotted key, with its description and an example without errors', () => {
    for (const { path, description } of listSettings()) {
      const markdown = markdownOf(path.join('.'));
      expect(markdown).toContain(`# \`${path.join('.')}\``);
      expect(markdown).toContain(description);
      const example = /```tsk\n(.*?)```/s.exec(markdown)?.[1];
      if (example === undefined) continue;
      const { diagnostics } = analyze({ files: new Map([['a.tsk', example]]), env: {}, nowMs: 0 }, ['a.tsk']);
      const wrong = diagnostics.filter(({ code, severity }) => severity === 'error' && /^TSK[1-4]/.test(code));
      expect(
        wrong.map(({ message }) => message),
        `${path.join('.')}:\n${example}`,
      ).toEqual([]);
    }
  });

  it('explains every operator and each of its functions', () => {
    for (const operator of operators) {
      expect(markdownOf(`@${operator.name}`)).toContain(operator.summary);
      if (operator.availability === 'refused') continue;
      for (const { name, summary } of operator.functions) {
        if (name !== '') expect(markdownOf(`@${operator.name}.${name}`)).toContain(summary);
      }
    }
  });

  it.each([
    ['[auto_scaling]', 'auto_scaling'],
    ['auto_scaling.monitoring_interval = 5', 'auto_scaling.monitoring_interval'],
    ['monitoring_interval', 'auto_scaling.monitoring_interval'],
    ['health_checks.unhealthy_threshold', 'load_balancing.health_checks.unhealthy_threshold'],
    ['load_balancing.instances.web-1.port', 'load_balancing.instances.web-1.port'],
    ['@env("PORT", 80)', '@env'],
    ['@env.HOME', '@env'],
    ['string.upper', '@string.upper'],
    ['`TSK5101`', 'TSK5101'],
  ])('takes %s for %s', (name, topic) => {
    expect(explainTopic(name, pages)).toMatchObject({ kind: 'found', topic: { name: topic } });
  });

  it.each([
    ['auto_scaling.montoring_interval', 'auto_scaling.monitoring_interval'],
    ['monitoring_intervall', 'monitoring_interval'],
    ['E_MIN_OVER_MAXX', 'E_MIN_OVER_MAX'],
    ['@envv', '@env'],
    ['TSK5999', undefined],
    ['zzzzzzzz', undefined],
  ])('knows nothing of %s, and may suggest %s', (name, suggestion) => {
    expect(explainTopic(name, pages)).toEqual({ kind: 'unknown', suggestion });
  });

  it('names the candidates of a key that several tables have', () => {
    const answer = explainTopic('cooldown_period', pages);
    const names = answer.kind === 'several' ? answer.candidates.map(({ name }) => name) : [];
    expect(names).toContain('auto_scaling.policies.scale_up.cooldown_period');
    expect(names).toContain('auto_scaling.policies.scale_down.cooldown_period');
    for (const name of names) expect(markdownOf(name)).toContain(name);
  });

  it('lists every topic under a name that explains it', () => {
    for (const { name } of listTopics(pages)) expect(explainTopic(name, pages).kind, name).toBe('found');
  });
});

describe('tsk-compile explain', () => {
  let cli: CliFolder;
  beforeAll(() => {
    cli = makeCliFolder();
  });
  afterAll(() => cli.remove());

  it('lays a page out for the terminal: heading, wrapped text, framed examples', async () => {
    const { code, out, err } = await cli.run(['explain', 'TSK5101'], { env: { COLUMNS: '60' } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^TSK5101: Minimum above the maximum\n─{34}\n\n`E_MIN_OVER_MAX`\n\n/);
    expect(out).toContain(
      `┌─ wrong ───────────┐
│ [auto_scaling]    │
│ min_instances = 20 │`
        .replace('───────────┐', '────────────┐')
        .replace('[auto_scaling]    │', '[auto_scaling]     │'),
    );
    expect(out.split('\n').filter((line) => line.length > 60)).toEqual([]);
    expect(out).not.toContain('\u001b');
  });

  it('uses colours on a terminal only, and none where NO_COLOR is set', async () => {
    const onTerminal = await cli.run(['explain', 'TSK5101'], { isTerminal: true });
    expect(onTerminal.out).toContain('\u001b[');
    expect(onTerminal.out).not.toContain('`');
    expect((await cli.run(['explain', 'TSK5101'], { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(
      '\u001b',
    );
  });

  it('prints the page as it is with --format markdown', async () => {
    const { out } = await cli.run(['explain', '--format', 'markdown', 'TSK5101']);
    expect(out).toBe(`${(pages['TSK5101'] ?? '').trimEnd()}\n`);
  });

  it('says type, range, default and values of a setting', async () => {
    const { out } = await cli.run(['explain', 'auto_scaling.scoring']);
    expect(out).toContain('Default: `"weighted_excess"`');
    expect(out).toContain('`"pressure"`: ');
    expect((await cli.run(['explain', 'monitoring_interval'])).out).toContain('Range: from 10 ms to 1 d');
  });

  it.each([
    ['an unknown name', ['explain', 'auto_scalling'], 1, "'auto_scaling' may be meant"],
    ['a name of several settings', ['explain', 'cooldown_period'], 1, 'name one of them'],
    ['no name', ['explain'], 2, 'explain --list'],
    ['a list without a match', ['explain', '--list', 'zzzz'], 1, "No topic has 'zzzz'"],
  ])('ends on %s with a way out', async (_what, args, code, message) => {
    const outcome = await cli.run(args);
    expect(outcome.code).toBe(code);
    expect(outcome.err).toContain(message);
  });

  it('lists topics, all or those with a word', async () => {
    const all = (await cli.run(['explain', '--list'])).out;
    for (const name of ['TSK1001', 'auto_scaling.min_instances', '@env']) expect(all).toContain(name);
    const some = (await cli.run(['explain', '--list', 'redis'])).out;
    expect(some).toContain('TSK5108 E_REDIS_NODES');
    expect(some.split('\n').every((line) => line === '' || /redis/i.test(line))).toBe(true);
  });
});
