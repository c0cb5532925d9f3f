import { type GitHub, openGitHub } from '../../github/access.ts';
import { openTransport } from '../../github/transport.ts';
import type { UnitResult } from '../model.ts';
import { openQueue, type QueueOptions } from './open.ts';
import type { SweepQueue } from './queue.ts';

/** What a sweep and its workers reach: the queue, and GitHub with one rest for all who are on the queue. */
export interface Access {
  queue: SweepQueue<UnitResult>;
  github: GitHub;
  /** What asks git's servers over https, through proxies and with the authorities of the environment. */
  transport: typeof fetch;
  close(): Promise<void>;
}

export interface AccessOptions {
  /** Address of the queue; undefined for the embedded one. */
  queue: string | undefined;
  queueOptions?: QueueOptions;
  env: Readonly<Record<string, string | undefined>>;
  apiUrl: string | undefined;
  /** Told until when (milliseconds since 1970) and why this process rests. */
  onPause: (until: number, reason: string) => void;
}

/** Throws `KeysweepError` where either cannot be used. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { env, apiUrl, onPause } = options;
  const queue = await openQueue<UnitResult>(options.queue, options.queueOptions);
  // A server that refuses the pause refuses the next lease, too, which tells.
  const rest = (until: number): void => void queue.pauseUntil(until).catch(() => undefined);
  try {
    const github = await openGitHub({
      env,
      ...(apiUrl !== undefined && { apiUrl }),
      onPause: (until, reason) => {
        onPause(until, reason);
        rest(until);
      },
    });
    const close = async (): Promise<void> => {
      await queue.close();
      github.close();
    };
    const transport = await openTransport(env);
    return { queue: resting(queue, github), github, transport, close };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

/** When the git server wants fewer requests, so does the API: whoever pauses the queue rests there, too. */
function resting(queue: SweepQueue<UnitResult>, github: GitHub): SweepQueue<UnitResult> {
  return {
    ...queue,
    pauseUntil(time) {
      github.pause.extend(time, 'secondary rate limit');
      return queue.pauseUntil(time);
    },
  };
}
