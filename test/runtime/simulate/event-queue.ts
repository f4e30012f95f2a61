/** What single requests met with in a queue with several servers. */
interface EventRun {
  /** Share that had to wait at all. */
  readonly waited: number;
  readonly waitedLongerThanHalf: number;
  readonly meanS: number;
  quantileS(share: number): number;
}

/** Runs an M/M/c queue request by request: chance gaps, chance service times, the first server that is free. */
export function runEvents(options: {
  readonly rate: number;
  readonly servers: number;
  readonly serviceS: number;
  readonly requests: number;
  readonly seed: number;
}): EventRun {
  const { rate, servers, serviceS, requests, seed } = options;
  const random = mulberry32(seed);
  const exponential = (mean: number): number => -mean * Math.log(1 - random());
  const freeAt = new Float64Array(servers);
  const responses = new Float64Array(requests);
  let [now, waited, long] = [0, 0, 0];
  for (let index = 0; index < requests; index++) {
    now += exponential(1 / rate);
    let first = 0;
    for (let server = 1; server < servers; server++) {
      if ((freeAt[server] ?? 0) < (freeAt[first] ?? 0)) first = server;
    }
    const start = Math.max(now, freeAt[first] ?? 0);
    if (start > now) waited += 1;
    if (start - now > 0.5) long += 1;
    freeAt[first] = start + exponential(serviceS);
    responses[index] = (freeAt[first] ?? 0) - now;
  }
  const sorted = responses.toSorted();
  return {
    waited: waited / requests,
    waitedLongerThanHalf: long / requests,
    meanS: responses.reduce((total, response) => total + response, 0) / requests,
    quantileS: (share) => sorted[Math.floor(share * requests)] ?? Number.NaN,
  };
}

/** A small generator of chance numbers from 0 to 1 with a seed. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}
