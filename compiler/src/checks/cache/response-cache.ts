import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showBytes } from '../common/show.ts';

const empty: DiagnosticKind<[]> = {
  code: 'TSK5148',
  mnemonic: 'W_CACHE_EMPTY',
  severity: 'warning',
  title: 'Cache without room',
  message: () =>
    'The response cache is on, but its `max_size` is 0, so it stores nothing; give it room, or switch it off.',
};

const entry: DiagnosticKind<[entry: string, size: string]> = {
  code: 'TSK5149',
  mnemonic: 'W_ENTRY_OVER_CACHE',
  severity: 'warning',
  title: 'Entry larger than the cache',
  message: (entrySize, size) =>
    `One response may take ${entrySize} of the response cache, but the whole cache is only ${size}.`,
};

const memory: DiagnosticKind<[size: string, memory: string]> = {
  code: 'TSK5150',
  mnemonic: 'W_CACHE_OVER_MEMORY',
  severity: 'warning',
  title: 'Cache larger than the memory of an instance',
  message: (size, available) =>
    `The response cache may grow to ${size}, which is more than the ${available} that a whole instance may use.`,
};

const never: DiagnosticKind<[]> = {
  code: 'TSK5151',
  mnemonic: 'W_ENTRY_ZERO',
  severity: 'warning',
  title: 'Entries without room',
  message: () => 'The response cache is on, but its `max_entry_size` is 0, so no response with a body is ever stored.',
};

/** Sizes of the response cache against each other and against the memory of an instance. */
export const responseCache: Check = {
  kinds: [empty, entry, memory, never],
  *find({ plan: { cache, service } }: CheckContext): Generator<Diagnostic> {
    const { enabled, maxBytes, maxEntryBytes } = cache.response;
    const [size, largest, available] = [known(maxBytes), known(maxEntryBytes), known(service.memoryBytes)];
    if (!isOn(enabled) || size === undefined) return;
    if (size === 0) {
      if (maxBytes.place !== undefined) yield report(empty, maxBytes.place, []);
      return;
    }
    if (largest === 0 && maxEntryBytes.place !== undefined) yield report(never, maxEntryBytes.place, []);
    const place = firstPlace(maxEntryBytes, maxBytes);
    if (largest !== undefined && largest > size && place !== undefined) {
      const related = relate([maxBytes, 'the size of the cache']);
      yield report(entry, place, [showBytes(largest), showBytes(size)], { related });
    }
    if (typeof available !== 'number' || size <= available) return;
    const at = firstPlace(maxBytes, service.memoryBytes);
    const related = relate([service.memoryBytes, 'the memory of an instance']);
    if (at !== undefined) yield report(memory, at, [showBytes(size), showBytes(available)], { related });
  },
};
