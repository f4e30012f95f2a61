/**
 * Caching: how fast a get-or-set is beside the packages that people use, and how often each of our policies hits on real traces,
 * with room for 1 % and 10 % of their objects; how many hits the response cache answers in a second beside nginx and Varnish. `--json` prints all rows as one array.
 */
import { candidates, isInstalled } from './cache-candidates.ts';
import { measureHitRates, printHitRates, rank, toRows } from './cache-hit-rates.ts';
import { measureHits } from './cache-http.ts';
import { measureSpeed } from './cache-speed.ts';
import { printRows } from './harness.ts';

const missing = candidates.filter((candidate) => !isInstalled(candidate)).map(({ name }) => name);
if (missing.length > 0) console.error(`Not installed, so left out: ${missing.join(', ')}.`);
const speed = [...(await measureHits()), ...(await measureSpeed())];
const { table, absent } = measureHitRates();
if (absent.length > 0) console.error(`Traces that are not at hand, so left out: ${absent.join(', ')}.`);
const standings = rank(table);
if (process.argv.includes('--json')) printRows([...speed, ...toRows(table, standings)]);
else {
  printRows(speed);
  printHitRates(table, standings);
}
