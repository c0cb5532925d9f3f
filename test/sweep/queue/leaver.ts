import { openQueue } from '../../../src/sweep/queue/open.ts';

/** Uses everything of a queue and closes it; then nothing may keep the process from ending. */
const queue = await openQueue(process.env.KEYSWEEP_QUEUE, { limits: { lockMilliseconds: 30_000 } });
const results = queue.results('nobody')[Symbol.asyncIterator]().next();
const lease = queue.lease();
await queue.stats();
await queue.close();
await Promise.all([results, lease]);
process.stdout.write('closed\n');
