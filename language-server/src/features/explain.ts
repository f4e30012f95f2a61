import { makeExplanation } from '../answers/make-explanation.ts';
import { isRecord, refuseParams } from '../answers/refuse-params.ts';
import { answer, type Feature } from '../feature.ts';
import { type ExplainParams, ExplainRequest } from '../requests.ts';

/** Pages about diagnostic codes, settings and operators. */
export const explain: Feature = {
  name: 'explain',
  capabilities: () => ({ experimental: { tsk: { explain: true } } }),
  requests: [
    answer(ExplainRequest, null, (given: unknown, { workspace }) => makeExplanation(readParams(given), workspace)),
  ],
};

function readParams(given: unknown): ExplainParams {
  if (isRecord(given)) {
    const { topic, uri, position } = given;
    if (typeof topic === 'string') return { topic };
    if (typeof uri === 'string' && isRecord(position)) {
      const { line, character } = position;
      if (typeof line === 'number' && typeof character === 'number') return { uri, position: { line, character } };
    }
  }
  return refuseParams('tsk/explain takes an object with a `topic`, or with the `uri` of a document and a `position`.');
}
