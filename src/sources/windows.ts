import type { BlobWindow } from './source.ts';

/** A piece of something too big to be read whole. */
export interface Window {
  bytes: Uint8Array;
  place: BlobWindow;
}
