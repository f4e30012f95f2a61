/** One line of a benchmark: our figure beside its peers', all in the same unit and from the same run. */
export interface BenchRow {
  readonly metric: string;
  readonly unit: string;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
}

/**
 * Times candidates against each other: `rounds` rounds, in each of which every candidate runs for about `sliceMs`,
 * in an order that turns from round to round, so that what disturbs the machine disturbs all of them.
 * Gives the median milliseconds of processor time of one call, by name: what else the machine does meanwhile does not count, and
 * what a call leaves to the garbage collector's threads does.
 */
export function timeInTurns<Name extends string>(
  candidates: Readonly<Record<Name, () => unknown>>,
  {
    rounds = 9,
    sliceMs = 60,
    warmUpMs = 600,
  }: { readonly rounds?: number; readonly sliceMs?: number; readonly warmUpMs?: number } = {},
): Record<Name, number> {
  const names = Object.keys(candidates) as Name[];
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  // Until the compiler has done its work, which takes longer when the machine is busy.
  for (const name of names) timeSlice(candidates[name], warmUpMs);
  for (let round = 0; round < rounds; round++) {
    const turned = names.map((_, index) => names[(index + round) % names.length] as Name);
    for (const name of turned) samples.get(name)?.push(timeSlice(candidates[name], sliceMs));
  }
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name) ?? [])])) as Record<Name, number>;
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Prints the rows: as JSON with `--json` among the arguments, otherwise as a table with the ratio ours ÷ peer. */
export function printRows(rows: readonly BenchRow[]): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const width = Math.max(...rows.map(({ metric }) => metric.length));
  for (const { metric, unit, ours, peers } of rows) {
    console.log(`${metric.padEnd(width)}  ${formatFigure(ours)} ${unit}`);
    for (const [name, figure] of Object.entries(peers)) {
      console.log(
        `${' '.repeat(width)}    ${name.padEnd(22)} ${formatFigure(figure)} ${unit}   ours ÷ ${name}: ${(ours / figure).toFixed(2)}`,
      );
    }
  }
}

function timeSlice(call: () => unknown, sliceMs: number): number {
  const start = performance.now();
  const before = process.cpuUsage();
  let calls = 0;
  do {
    call();
    calls++;
  } while (performance.now() - start < sliceMs);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / calls;
}

function formatFigure(figure: number): string {
  return figure.toPrecision(figure >= 1000 ? 5 : 3).padStart(9);
}
