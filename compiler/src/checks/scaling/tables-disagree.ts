import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known, type Leaf } from '../../lower/draft.ts';
import type { Settings } from '../../lower/settings.ts';
import { type Check, type CheckContext, isOn, literalAt } from '../common/check.ts';

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

const targets: readonly Pair[] = [
  { summary: `${horizontal}.target_cpu`, details: ['auto_scaling.metrics.cpu_utilization.threshold_high'] },
  { summary: `${horizontal}.target_memory`, details: ['auto_scaling.metrics.memory_utilization.threshold_high'] },
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
  *find(context: CheckContext) {
    const { settings } = context;
    if (settings.keysOf('scalability_architecture').length === 0) return;
    for (const { summary, details } of thresholdsCount(settings) ? [...values, ...targets] : values) {
      const winner = details.map((path) => readValue(settings, path)).find(({ place }) => place !== undefined);
      if (winner !== undefined) yield* compare(readValue(settings, summary), winner, context);
    }
    for (const { summary, details } of switches) {
      yield* compare(settings.switchOf([summary], false), settings.switchOf(details, false), context);
    }
  },
};

/** The targets of `horizontal` steer the rule `threshold_step`; beside another rule they only look as if they counted. */
function thresholdsCount(settings: Settings): boolean {
  const scoring = settings.string(['auto_scaling.scoring'], undefined);
  return isOn(settings.switchOf(['auto_scaling'], false)) && known(scoring) !== 'threshold_step';
}

function readValue(settings: Settings, path: string): Leaf<string | number | undefined> {
  const number = settings.number([path], undefined);
  return number.value === undefined ? settings.string([path], undefined) : number;
}

function* compare(summary: Leaf<unknown>, details: Leaf<unknown>, context: CheckContext): Generator<Diagnostic> {
  const [said, counts] = [known(summary), known(details)];
  if (summary.place === undefined || details.place === undefined || said === undefined || counts === undefined) return;
  if (said === counts) return;

  const [written, newText] = [literalAt(context, summary.place), literalAt(context, details.place)];
  const related = [{ ...details.place, message: 'this is what counts' }];
  const facts: Parameters<typeof kind.message> = [
    summary.key ?? '',
    written ?? String(said),
    details.key ?? '',
    newText ?? String(counts),
  ];
  if (written === undefined || newText === undefined) {
    yield report(kind, summary.place, facts, { related });
  } else {
    const fix = { title: `Write ${newText}`, edits: [{ span: summary.place.span, newText }] };
    yield report(kind, summary.place, facts, { related, fix });
  }
}
