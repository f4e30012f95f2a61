import { figure } from './describe-result.ts';
import type { PreviewResult } from './preview.ts';
import { showNumber } from './show.ts';

/** What changes from another configuration to this one under the same load, in one sentence. */
export function describeDifference({ run }: PreviewResult, other: PreviewResult, name: string): string {
  const minutes = figure(run, 'violation_minutes') - figure(other.run, 'violation_minutes');
  const [now, before] = [figure(run, 'cost'), figure(other.run, 'cost')];
  const share = before > 0 ? (now - before) / before : 0;
  const cost = Math.abs(share) < 0.0005 ? 'costs the same' : `costs ${percent(share)} ${share > 0 ? 'more' : 'less'}`;
  const pain =
    minutes === 0
      ? 'users wait in as many minutes'
      : `users wait in ${showNumber(Math.abs(minutes))} ${minutes > 0 ? 'more' : 'fewer'} ${Math.abs(minutes) === 1 ? 'minute' : 'minutes'}`;
  return `Against ${name} it ${cost} (${now.toFixed(2)} after ${before.toFixed(2)}), and ${pain} (${showNumber(figure(run, 'violation_minutes'))} after ${showNumber(figure(other.run, 'violation_minutes'))}).`;
}

function percent(share: number): string {
  return `${showNumber(Math.abs(share) * 100)} %`;
}
