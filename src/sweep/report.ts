import type { Coverage, Finding, Report, Skip } from '../findings/model.ts';
import { compareText } from '../findings/order.ts';
import type { SealedFinding } from '../findings/seal.ts';
import { type RepositoryRow, repositoriesOf, type SweepReport } from '../reporters/sweep/model.ts';
import type { Catalog } from '../rules/catalog.ts';
import { assembleReport } from '../scan/assemble.ts';
import type { Settings } from '../scan/settings.ts';
import { addCoverages } from './coverage.ts';
import type { RepositoryRecord } from './model.ts';
import type { SeenFinding, SweepState } from './state.ts';

export interface SweepReportRequest {
  /** Of one sweep, or of all shards of one. */
  states: readonly SweepState[];
  target: string;
  catalog: Catalog;
  settings: Settings;
  /** The time against which exposure is counted, in milliseconds since 1970. */
  now: number;
  /** Why the states do not hold the whole sweep; then the report is incomplete. */
  problems: readonly string[];
}

export interface AssembledSweep {
  sweep: SweepReport;
  /** What the next sweep is compared with. */
  reported: SeenFinding[];
}

/** Makes one report of everything that the states hold: the same whenever and however often it was interrupted. */
export async function assembleSweep(request: SweepReportRequest): Promise<AssembledSweep> {
  const { states, target, now, problems } = request;
  const entries = await readEntries(request);
  const sealed = entries.flatMap((entry) => entry.sealed.map((one) => placedIn(entry.record, one, now)));
  const coverage = addCoverage(entries.map(({ record }) => record));
  coverage.incomplete ||= problems.length > 0;
  const all = reportOn({ request, sealed, coverage, isFiltered: false });
  const report = reportOn({ request, sealed, coverage, isFiltered: true });
  const seen = await seenBefore(states);
  const startedAt = states.map(({ facts }) => facts.startedAt).sort()[0] ?? new Date(now).toISOString();
  const reported = [...all.findings, ...all.suppressed].map((finding) => remember(finding, seen, startedAt));
  const fingerprints = new Set(reported.map(({ fingerprint }) => fingerprint));
  const previous = states.map(({ facts }) => facts.previous ?? '').sort()[0] ?? '';
  return {
    sweep: {
      report,
      target,
      startedAt,
      previous: previous === '' ? null : previous,
      firstSeen: new Map(reported.map(({ fingerprint, firstSeen }) => [fingerprint, firstSeen])),
      gone: [...seen.values()]
        .filter(({ fingerprint }) => !fingerprints.has(fingerprint))
        .sort((a, b) => compareText(a.fingerprint, b.fingerprint)),
      repositories: rowsOf(entries, report),
    },
    reported: [...new Map(reported.map((entry) => [entry.fingerprint, entry])).values()],
  };
}

/** The report of each repository for itself, as `keysweep history` would make it. */
export async function* reportsByRepository(
  request: SweepReportRequest,
): AsyncGenerator<{ record: RepositoryRecord; report: Report }> {
  for (const { record, sealed } of await readEntries(request)) {
    if (record.scan === null) continue;
    const dated = sealed.map((one) => withDays(one, request.now));
    yield {
      record,
      report: reportOn({ request, sealed: dated, coverage: record.scan.coverage, isFiltered: true }),
    };
  }
}

interface Entry {
  record: RepositoryRecord;
  sealed: readonly SealedFinding[];
}

/** What the sweep has listed, by name. */
async function readEntries({ states }: SweepReportRequest): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const state of states) {
    for await (const record of state.records()) {
      if (record.listed < state.facts.number) continue;
      entries.push({ record, sealed: await state.sealedOf(record.repository.id) });
    }
  }
  return entries.sort((a, b) => compareText(a.record.repository.fullName, b.record.repository.fullName));
}

function reportOn(parts: {
  request: SweepReportRequest;
  sealed: readonly SealedFinding[];
  coverage: Coverage;
  isFiltered: boolean;
}): Report {
  const { request, sealed, coverage, isFiltered } = parts;
  const { catalog, settings, problems } = request;
  return assembleReport({
    mode: 'history',
    rules: catalog.rules,
    rulesVersion: catalog.version,
    sealed,
    unusedAllows: [],
    baseline: settings.baseline,
    reportsUnusedBaseline: false,
    filters: isFiltered ? settings.filters : { minSeverity: 'low', minConfidence: 'possible', issuers: [] },
    notices: problems,
    coverage,
  });
}

function placedIn({ repository }: RepositoryRecord, sealed: SealedFinding, now: number): SealedFinding {
  const dated = withDays(sealed, now);
  return { ...dated, provenance: { ...dated.provenance, repository: repository.fullName } };
}

const DAY_MILLISECONDS = 86_400_000;

/** What was scanned in an earlier sweep has been out for longer by now. */
function withDays(sealed: SealedFinding, now: number): SealedFinding {
  const { exposure, commit } = sealed.provenance;
  if (exposure === undefined || commit === undefined || exposure.days === null) return sealed;
  const days = Math.max(0, Math.floor((now - Date.parse(commit.date)) / DAY_MILLISECONDS));
  return { ...sealed, provenance: { ...sealed.provenance, exposure: { ...exposure, days } } };
}

/** The coverage of all repositories together; one that could not be scanned makes it incomplete. */
function addCoverage(records: readonly RepositoryRecord[]): Coverage {
  const total = addCoverages(records.flatMap((record) => coverageIn(record) ?? []));
  total.incomplete ||= records.some(({ settled }) => settled === null || settled.outcome === 'failed');
  return total;
}

/** With the repository's name before each path. */
function coverageIn({ repository, scan }: RepositoryRecord): Coverage | undefined {
  const name = (example: Skip): Skip => ({ ...example, path: `${repository.fullName} ${example.path}` });
  return (
    scan?.coverage && {
      ...scan.coverage,
      skipped: scan.coverage.skipped.map((one) => ({ ...one, examples: one.examples.map(name) })),
    }
  );
}

async function seenBefore(states: readonly SweepState[]): Promise<Map<string, SeenFinding>> {
  const all = new Map<string, SeenFinding>();
  for (const state of states) {
    for (const [fingerprint, entry] of await state.seen()) {
      const known = all.get(fingerprint);
      if (known === undefined || entry.firstSeen < known.firstSeen) all.set(fingerprint, entry);
    }
  }
  return all;
}

function remember(finding: Finding, seen: ReadonlyMap<string, SeenFinding>, startedAt: string): SeenFinding {
  const { fingerprint, issuerName, severity } = finding;
  const firstSeen = seen.get(fingerprint)?.firstSeen ?? startedAt;
  return { fingerprint, firstSeen, issuerName, severity, repositories: repositoriesOf(finding) };
}

function rowsOf(entries: readonly Entry[], report: Report): RepositoryRow[] {
  const counts = new Map<string, number>();
  for (const name of report.findings.flatMap(repositoriesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return entries.map(({ record: { repository, settled, scan } }) => ({
    name: repository.fullName,
    outcome: settled?.outcome ?? 'failed',
    reason: settled === null ? 'the sweep has not come to it yet' : settled.reason,
    isIncomplete: scan?.coverage.incomplete ?? true,
    isArchived: repository.isArchived,
    isFork: repository.isFork,
    findings: counts.get(repository.fullName) ?? 0,
    blobs: scan?.coverage.blobs ?? 0,
    bytes: scan?.coverage.bytes ?? 0,
  }));
}
