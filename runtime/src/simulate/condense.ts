/** The highest value of each of `places` equal parts, in order; of fewer values than places, the values themselves. */
export function condense(values: readonly number[], places: number): readonly number[] {
  const count = Math.max(1, Math.min(places, values.length));
  return Array.from({ length: count }, (_, place) => {
    const from = Math.floor((place * values.length) / count);
    const to = Math.max(from + 1, Math.floor(((place + 1) * values.length) / count));
    let most = 0;
    for (let index = from; index < to; index++) most = Math.max(most, values[index] ?? 0);
    return most;
  });
}
