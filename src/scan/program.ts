import type { Ahead } from '../git/ahead.ts';

/** What a bundle may export that runs with its kept code (`cli/kept-code.ts`). */
export interface Program {
  /** Begins, where that is not done by loading it. */
  run?(given: Given): void;
  /** Runs much of its code, so that V8 has compiled it when the result is kept. */
  rehearse?(text: string): void;
  /** Asked at the end: false where the result would be of no use to the next run. */
  isUntuned?(): boolean;
}

/** What a bundle is given to run with. */
export interface Given {
  /** Its code is kept, and need not be made again. */
  isKept: boolean;
  /** The git call that was begun for it, if any. */
  ahead: Ahead | null;
  /** Runs another bundle, by its path from this one, in the same way and gives what it exports. */
  load(path: string): unknown;
}
