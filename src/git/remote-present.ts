import { type FetchScope, fetchObjects, type TransferOptions } from './remote.ts';
import { problemOf } from './remote-failure.ts';

const MOST_AT_ONCE = 500;

/**
 * Fetches objects by their ids as `fetchObjects` does, those that the server no longer has left out. Gives how many
 * these are: one of them fails a whole transfer, so what failed is tried in halves.
 */
export async function fetchPresentObjects(
  options: TransferOptions & FetchScope & { gitDir: string; ids: readonly string[] },
): Promise<number> {
  const { ids } = options;
  if (ids.length === 0) return 0;
  if (ids.length <= MOST_AT_ONCE) {
    try {
      await fetchObjects(options);
      return 0;
    } catch (error) {
      if (problemOf(error) !== 'no-object') throw error;
      if (ids.length === 1) return 1;
    }
  }
  const half = Math.ceil(ids.length / 2);
  const first = await fetchPresentObjects({ ...options, ids: ids.slice(0, half) });
  return first + (await fetchPresentObjects({ ...options, ids: ids.slice(half) }));
}
