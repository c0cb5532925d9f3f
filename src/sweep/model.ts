import type { Coverage } from '../findings/model.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { Earlier } from '../history/earlier.ts';

/** A repository as a listing, or a file of URLs, names it. Holds no credentials. */
export interface SweepRepository {
  /** The same under every name: the number that GitHub gives it, or a digest of its URL. Letters and digits. */
  id: string;
  /** `owner/name`. */
  fullName: string;
  /** Where git reads it. */
  url: string;
  /** Time of the last push as the listing tells it (ISO 8601); null where nobody says. */
  pushedAt: string | null;
  /** Null where nobody says. */
  defaultBranch: string | null;
  /** Size as the listing tells it; null where nobody says. */
  kilobytes: number | null;
  isArchived: boolean;
  isFork: boolean;
  isDisabled: boolean;
}

/** What a sweep came to with one repository. */
export type Outcome = 'scanned' | 'unchanged' | 'empty' | 'failed';

/** The last complete scan of a repository. */
export interface ScanRecord {
  /** Digest of everything but the repository that decides what a scan finds: versions, rules, limits. */
  key: string;
  /** Digest of the refs that were scanned, each with what it named. */
  refs: string;
  /** What the listing said of it then; null where it may have been pushed to since without the listing changing. */
  listing: string | null;
  coverage: Coverage;
}

/** What the state knows of one repository. */
export interface RepositoryRecord {
  repository: SweepRepository;
  /** Number of the sweep that listed it last. */
  listed: number;
  /** What the last sweep that came to it did with it; `reason` says in words why it failed. */
  settled: { sweep: number; outcome: Outcome; reason: string | null } | null;
  scan: ScanRecord | null;
}

/** What a scan has beside its record. */
export interface Scanned {
  sealed: readonly SealedFinding[];
  /** For the next scan; null where that had better read everything. */
  earlier: Earlier | null;
  /** True where the coverage is to be added to that of the scan before. */
  isAddition: boolean;
}

/** What came of dealing with one repository: plain data without secrets. */
export interface UnitResult {
  outcome: Outcome;
  reason: string | null;
  /** Set where it was scanned; what was found replaces what an earlier scan had found. */
  scan: (Omit<ScanRecord, 'listing'> & Scanned) | null;
  /** What came over the network. */
  transferred: number;
}
