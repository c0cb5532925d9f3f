import type { SweepRepository } from './model.ts';
import type { RefMap } from './ref-digest.ts';

/** How the sweep reads repositories; every call throws `Failure` where it cannot. */
export interface RemoteGit {
  /** What the remote's refs name now: one request. */
  advertise(repository: SweepRepository, signal: AbortSignal): Promise<RefMap>;
  /** Makes a bare clone in a folder that is not there yet, or brings the one there up to date, HEAD included. */
  mirror(repository: SweepRepository, folder: string, signal: AbortSignal): Promise<void>;
}
