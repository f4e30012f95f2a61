import { type Diagnostic, type DiagnosticKind, type Fix, report } from '@tsk/parser';
import { known, type Leaf } from '../lower/draft.ts';
import type { Settings } from '../lower/settings.ts';
import { type Check, type CheckContext, isOn } from './check.ts';

const kind: DiagnosticKind<[summary: string, said: string, details: string, counts: string]> = {
  code: 'TSK5102',
  mnemonic: 'W_TABLES_DISAGREE',
  severity: 'warning',
  title: 'Two tables that say different things',
  message: (summary, said, details, counts) =>
    `\`${summary}\` is ${said}, but \`${details}\` is ${counts}, and that is what counts.`,
};

/** The architecture's summary of a setting, and the tables with the details, of which the first that speaks counts. */
interface Pair {
  readonly summary: string;
  readonly details: readonly string[];
}

const horizontal = 'scalability_architecture.scaling.horizontal';
const policies = 'auto_scaling.policies';
const glance = 'scalability_architecture.load_balancing';

const values: readonly Pair[] = [
  {
    summary: `${horizontal}.min_instances`,
    details: [
      'auto_scaling.min_instances',
      `${policies}.scale_down.min_instances`,
      `${policies}.scale_up.min_instances`,
    ],
  },
  {
    summary: `${horizontal}.max_instances`,
    details: [
      'auto_scaling.max_instances',
      `${policies}.scale_up.max_instances`,
      `${policies}.scale_down.max_instances`,
    ],
  },
  { summary: `${horizontal}.scale_up_cooldown`, details: [`${policies}.scale_up.cooldown_period`] },
  { summary: `${horizontal}.scale_down_cooldown`, details: [`${policies}.scale_down.cooldown_period`] },
  { summary: `${glance}.algorithm`, details: ['load_balancing.algorithm'] },
];

const switches: readonly Pair[] = [
  { summary: horizontal, details: ['auto_scaling'] },
  { summary: `${glance}.health_checks`, details: ['load_balancing.health_checks'] },
  { summary: `${glance}.session_affinity`, details: ['load_balancing.session_affinity'] },
  { summary: `${glance}.ssl_termination`, details: ['load_balancing.ssl'] },
];

/** `[scalability_architecture]` sums up what other tables say in detail: where the two differ, one of them misleads its reader. */
export const tablesDisagree: Check = {
  kinds: [kind],
  *find({ settings, plan, textAt }: CheckContext) {
    for (const { summary, details } of values) {
      const leaf = readValue(settings, summary);
      const winner = details.map((path) => readValue(settings, path)).find(({ place }) => place !== undefined);
      if (winner !== undefined) yield* compare(leaf, winner, textAt);
    }
    for (const { summary, details } of switches) {
      yield* compare(settings.switchOf([summary], false), settings.switchOf(details, false), textAt);
    }
    if (plan.scaling.metrics.length > 0) yield* compareTargets(settings);
  },
};

function readValue(settings: Settings, path: string): Leaf<string | number | undefined> {
  const number = settings.number([path], undefined);
  return number.value === undefined ? settings.string([path], undefined) : number;
}

function* compare(
  summary: Leaf<unknown>,
  details: Leaf<unknown>,
  textAt: CheckContext['textAt'],
): Generator<Diagnostic> {
  const [said, counts] = [known(summary), known(details)];
  if (summary.place === undefined || details.place === undefined || said === undefined || counts === undefined) return;
  if (said === counts) return;
  const texts = [shown(textAt(summary.place), said), shown(textAt(details.place), counts)] as const;
  const related = [{ ...details.place, message: 'this is what counts' }];
  const fix: Fix = { title: `Write ${texts[1]}`, edits: [{ span: summary.place.span, newText: texts[1] }] };
  const facts = [summary.key ?? '', texts[0], details.key ?? '', texts[1]] as const;
  yield report(kind, summary.place, [...facts], { related, ...(isShort(textAt(summary.place)) ? { fix } : {}) });
}

/** The targets of `horizontal` steer only the rule `threshold_step`; beside thresholds of other values they look as if they counted. */
function* compareTargets(settings: Settings): Generator<Diagnostic> {
  const scoring = settings.string(['auto_scaling.scoring'], 'weighted_excess');
  if (known(scoring) === 'threshold_step' || !isOn(settings.switchOf(['auto_scaling'], false))) return;
  const pairs = [
    ['target_cpu', 'cpu_utilization'],
    ['target_memory', 'memory_utilization'],
  ] as const;
  for (const [target, metric] of pairs) {
    const summary = settings.number([`${horizontal}.${target}`], undefined);
    const details = settings.number([`auto_scaling.metrics.${metric}.threshold_high`], undefined);
    const [said, counts] = [known(summary), known(details)];
    if (summary.place === undefined || details.place === undefined || said === undefined || counts === undefined)
      continue;
    if (said === counts) continue;
    const related = [{ ...details.place, message: 'this is what counts' }];
    const facts = [summary.key ?? '', `${said * 100} %`, details.key ?? '', `${counts * 100} %`] as const;
    yield report(kind, summary.place, [...facts], { related });
  }
}

/** A value as it was written; a table that stands for a switch by being there is told as the switch. */
function shown(text: string, value: unknown): string {
  return isShort(text) ? text : String(value);
}

function isShort(text: string): boolean {
  return text.length <= 40 && !/[\n\r{[]/.test(text);
}
