import type { OutliersPlan } from '@tsk/schemas/plan';
import type { Clock, Timer } from '../clock.ts';
import type { HealthEvent } from './health.ts';
import { findOutliers, findStreak, mostEjected } from './outliers.ts';
import type { BackendRecord } from './record.ts';

/** How long an instance must do well after its ejection for the next one to be as short as the first, in ejections. */
const FORGIVEN_AFTER = 2;

/** Takes out for a while which backends do badly with real requests, and lets them back in. */
export class Ejector {
  readonly #clock: Clock;
  readonly #list: () => readonly BackendRecord[];
  readonly #tell: (id: string, event: HealthEvent) => void;
  #outliers: OutliersPlan | null = null;
  #judging: Timer | undefined;

  /** `list` gives the backends there are; `tell` has what happens to one of them taken in. */
  constructor(clock: Clock, list: () => readonly BackendRecord[], tell: (id: string, event: HealthEvent) => void) {
    this.#clock = clock;
    this.#list = list;
    this.#tell = tell;
  }

  /** Judges by other rules from now on; null judges nobody. */
  configure(outliers: OutliersPlan | null): void {
    this.#outliers = outliers?.enabled === true ? outliers : null;
    this.#judging?.cancel();
    this.#judgeLater();
  }

  /** Takes a backend out where its last requests make it an outlier. */
  check(record: BackendRecord): void {
    const outliers = this.#outliers;
    if (outliers === null) return;
    const detail = findStreak(record.health, outliers);
    if (detail !== undefined) this.#eject(record, outliers, detail);
  }

  /** Takes an outlier out, unless as many are out as may be: longer each time where it comes back no better. */
  #eject(record: BackendRecord, { ejectionMs, maxEjectedRatio }: OutliersPlan, detail: string): void {
    const all = this.#list();
    if (record.health.state !== 'healthy' || !all.includes(record)) return;
    const out = all.filter(({ health }) => health.state === 'ejected').length;
    if (out >= mostEjected(all.length, maxEjectedRatio)) return;
    const timeMs = ejectionMs * (record.health.ejections + 1);
    this.#tell(record.id, { kind: 'ejected', detail: `ejected for ${timeMs / 1000} s: ${detail}` });
    this.#clock.after(timeMs, () => {
      this.#tell(record.id, { kind: 'readmitted' });
      this.#clock.after(FORGIVEN_AFTER * timeMs, () => this.#tell(record.id, { kind: 'forgiven' }));
    });
  }

  #judgeLater(): void {
    const outliers = this.#outliers;
    if (outliers === null || outliers.successRatio + outliers.latencyFactor === 0) return;
    this.#judging = this.#clock.after(outliers.intervalMs, () => {
      this.#judge(outliers);
      this.#judgeLater();
    });
  }

  /** Looks at what became of the requests of the interval that has just ended. */
  #judge(outliers: OutliersPlan): void {
    const records = this.#list();
    const found = findOutliers(
      records.map(({ id, recent, latencyMs }) => ({ id, ...recent, latencyMs })),
      outliers,
    );
    for (const record of records) {
      record.recent = { requests: 0, failures: 0 };
      const detail = found.get(record.id);
      if (detail !== undefined) this.#eject(record, outliers, detail);
    }
  }
}
