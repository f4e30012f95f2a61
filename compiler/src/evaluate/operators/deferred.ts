import type { DeferredOperator } from './operator.ts';

/** A name, what it gives, an example, and why a compiled plan cannot hold it. */
type Row = readonly [name: string, summary: string, example: string, reason: string];

const time = 'the time is another one whenever it is asked, and the same files give the same plan';
const measured = 'it is measured while the service runs';
const kept = 'secrets stay where they are kept; let the runtime get it as an environment variable, with @env';
const elsewhere = 'another system has it; let the runtime get it as an environment variable, with @env';

const rows: readonly Row[] = [
  ['date', 'A date or time, now or near it.', '@date("Y-m-d")', time],
  ['now', 'The time.', '@now()', time],
  ['timestamp', 'The seconds since 1970.', '@timestamp()', time],
  [
    'uuid',
    'A name that is used once.',
    '@uuid()',
    'it is another one whenever it is asked, and the same files give the same plan',
  ],
  ['metrics', 'A measured figure.', '@metrics("error_rate_5m", 0.01)', measured],
  ['system', 'Facts of the machine.', '@system.cpu_count', 'the machine that compiles need not be the one that runs'],
  ['health', 'Whether a service is healthy.', '@health("api")', measured],
  ['vault', 'A secret of a vault.', '@vault("secret/api/key")', kept],
  ['kms', 'A key of a key management service.', '@kms.get_key("keys/main")', kept],
  ['feature_flag', 'Whether a feature is switched on.', '@feature_flag("v2")', elsewhere],
  ['service_discovery', 'The address of a service.', '@service_discovery.tsk.get("auth", "endpoint")', elsewhere],
];

/** The operators whose values are known only while a service runs, and which a plan has no place for. */
export const deferred: readonly DeferredOperator[] = rows.map(([name, summary, example, reason]) => ({
  name,
  availability: 'deferred',
  summary,
  documentation: '',
  functions: [
    {
      name: '',
      summary,
      parameters: [
        {
          name: 'arguments',
          type: 'anything',
          description: 'As its own system has them.',
          optional: true,
          repeats: true,
        },
      ],
      result: 'anything',
      examples: [{ source: example, gives: { $expr: example } }],
    },
  ],
  reason,
}));
