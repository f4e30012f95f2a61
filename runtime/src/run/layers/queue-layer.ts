import type { BackendQueue, QueueRefusal } from '../../backends/queue.ts';
import { plainResponse, unavailable } from '../../http/errors.ts';
import type { Handler, ProxyResponse } from '../../http/exchange.ts';

/** Lets requests wait in a queue before a handler that would refuse them where no instance can take one. */
export function withQueue(queue: BackendQueue, handler: Handler): Handler {
  return async (request) => {
    const refusal = await queue.enter(request.signal);
    return refusal === null ? handler(request) : answerOf(refusal);
  };
}

function answerOf(refusal: QueueRefusal): ProxyResponse {
  switch (refusal) {
    case 'full':
      return unavailable('the queue for an instance is full');
    case 'late':
      return unavailable('no instance was free in time');
    case 'left':
      return plainResponse(499, 'the client went away', { failure: 'the client went away' });
  }
}
