import { openQueue } from '../../../src/sweep/queue/open.ts';

/** A worker that takes one unit, says which, and then does nothing more: it is there to be killed. */
const queue = await openQueue(process.env.KEYSWEEP_QUEUE, { limits: JSON.parse(process.env.LIMITS ?? '{}') });
const lease = await queue.lease();
process.stdout.write(`${lease?.unit.id}\n`);
setInterval(() => undefined, 1_000);
