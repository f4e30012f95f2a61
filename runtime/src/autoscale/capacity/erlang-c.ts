/** Beyond this 1 ÷ B nobody ever waits, as far as anybody could measure: the probability is taken as 0. */
const BEYOND_MEASURE = 1e15;

/**
 * Erlang's C formula: the probability that a request has to wait, where requests come at random (Poisson), `servers` of them
 * can be worked on at once, and `offered` is the mean number that would be, had each a server of its own (rate × service
 * time). 0 where nothing is offered, 1 where more is offered than there are servers.
 *
 * A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone Exchanges"
 * (1917); the sum below is the inverse of his B formula, B⁻¹ = Σ c! ÷ ((c − j)! aʲ), and C = 1 ÷ (B⁻¹ (1 − ρ) + ρ).
 */
export function erlangC(servers: number, offered: number): number {
  if (!(offered > 0)) return 0;
  if (offered >= servers) return 1;
  const inverse = inverseOfErlangB(servers, offered);
  const utilisation = offered / servers;
  return 1 / (inverse * (1 - utilisation) + utilisation);
}

/**
 * The terms grow as long as more servers are left than are busy, and then fall off; the sum ends where they no longer count.
 * That takes some tens of terms for a service with room to spare, and some multiples of √servers for one that is nearly full,
 * where the usual recursion takes as many as there are servers.
 */
function inverseOfErlangB(servers: number, offered: number): number {
  let term = 1;
  let sum = 1;
  for (let left = servers; left > 0; left--) {
    term *= left / offered;
    sum += term;
    if (sum > BEYOND_MEASURE) return Number.POSITIVE_INFINITY;
    if (left < offered && term < sum * 1e-17) break;
  }
  return sum;
}
