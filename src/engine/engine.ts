import type { Credential, Span } from '../findings/model.ts';

/** What the engine is given for one blob. */
export interface ScanInput {
  bytes: Uint8Array;
  /** Path relative to the scanned root, `/` separators; names are evidence. */
  path: string;
  /** Only credentials with a value that touches one of these byte ranges; absent: all. */
  within?: Span[];
  /**
   * What a sieve has found of these bytes (see `Sieve`): no value elsewhere is looked at. In rising order; absent where
   * no sieve has seen them.
   */
  suspects?: readonly Span[];
}

/** What the engine hands back. `limited` is set when a bound cut the scan of this blob short. */
export interface ScanOutput {
  credentials: Credential[];
  /** Those that `within` leaves out. */
  others: Credential[];
  limited: string | null;
}

/** A compiled engine: pure, reusable, holds no state between blobs. */
export interface Engine {
  scan(input: ScanInput): ScanOutput;
}
