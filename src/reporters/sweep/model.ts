import type { Finding, Occurrence, Report } from '../../findings/model.ts';
import type { ReportContext } from '../reporter.ts';

/** What a sweep came to with one repository, for people. */
export interface RepositoryRow {
  name: string;
  /** `unchanged`: as the sweep before had scanned it. `failed`: could not be scanned. */
  outcome: 'scanned' | 'unchanged' | 'empty' | 'failed';
  /** Why it failed. */
  reason: string | null;
  /** True where something in it should have been read and was not. */
  isIncomplete: boolean;
  isArchived: boolean;
  isFork: boolean;
  blobs: number;
  bytes: number;
  /** Findings of the report that stand in it. */
  findings: number;
}

/** A finding that the sweep before reported and this one has not found. */
export interface GoneFinding {
  fingerprint: string;
  issuerName: string;
  severity: string;
  repositories: string[];
  /** ISO 8601. */
  firstSeen: string;
}

/** Everything that a report on many repositories says. Holds no secret. */
export interface SweepReport {
  /** Findings over all repositories; each place names its repository. */
  report: Report;
  /** What was swept, for people. */
  target: string;
  /** When the sweep was started (ISO 8601), and the one that it is compared with; null for the first. */
  startedAt: string;
  previous: string | null;
  /** By fingerprint, when the sweep that found it first was started. */
  firstSeen: ReadonlyMap<string, string>;
  gone: GoneFinding[];
  /** By name. */
  repositories: RepositoryRow[];
}

/** Turns the report of a sweep into one string. Pure. */
export type RenderSweep = (sweep: SweepReport, context: ReportContext) => string;

/** True where the sweep before did not know it; never in a first sweep, in which everything is new. */
export function isNew({ previous, firstSeen, startedAt }: SweepReport, { fingerprint }: Finding): boolean {
  return previous !== null && firstSeen.get(fingerprint) === startedAt;
}

/** The repositories in which a finding stands, each once. */
export function repositoriesOf({ occurrences }: Pick<Finding, 'occurrences'>): string[] {
  return [...new Set(occurrences.map(({ provenance }) => provenance.repository ?? ''))];
}

/** The place where a finding has been out for longest. */
export function oldestPlace({ occurrences }: Finding): Occurrence | undefined {
  const age = ({ provenance }: Occurrence) => provenance.exposure?.days ?? -1;
  return occurrences.toSorted((a, b) => age(b) - age(a))[0];
}

/** Whole days since a finding came in first; null where nobody knows. */
export function daysOut(finding: Finding): number | null {
  return oldestPlace(finding)?.provenance.exposure?.days ?? null;
}

/** Who brought a finding in first; null where nobody knows. */
export function authorOf(finding: Finding): string | null {
  return oldestPlace(finding)?.provenance.commit?.author ?? null;
}
