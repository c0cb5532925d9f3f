import { KeysweepError } from '../errors.ts';
import type { Finding, Report, Skip } from '../findings/model.ts';
import { placeOf, type Repository } from '../git/repository.ts';
import { runHistoryScan } from '../history/scan-history.ts';
import { filterSource } from '../scan/config-filter.ts';
import { openPolicy, policyNotices } from '../scan/policy.ts';
import { type Outcome, type RunOptions, runSourceScan } from '../scan/run.ts';
import { runRangeScan } from '../scan/scan-commits.ts';
import { commitTree } from '../sources/commit-tree.ts';
import { tagMessages } from '../sources/pushed.ts';
import type { Source } from '../sources/source.ts';
import { DEFAULT_READ_LIMITS } from '../sources/tree.ts';
import { type Prepared, prepareCommits, type Server } from './commits.ts';
import type { Change, Whole } from './event.ts';
import type { Inputs } from './inputs.ts';

/** What came of a run: what it is judged by, and what else stands there. */
export interface Scanned {
  /** Decides. */
  judged: Outcome;
  /** The files as they stand afterwards; null where they are what was judged. */
  files: Outcome | null;
  /** What stands there without having come with the change. */
  standing: Finding[];
}

export interface Scan {
  repository: Repository;
  cwd: string;
  inputs: Inputs;
  server: Server;
}

/** Scans what a change introduces, then the files as they stand with it. Objects only: nothing is checked out. */
export async function scanChange(change: Change, scan: Scan): Promise<Scanned> {
  const prepared = await prepareCommits(change, scan);
  if (prepared.range === null) return justFiles({ prepared, scan });
  const place = placeOf(scan.repository, scan.cwd);
  const limits = DEFAULT_READ_LIMITS;
  const { config, inlineAllow } = scan.inputs;
  const judged = await runRangeScan({
    ...optionsOf(scan),
    range: prepared.range,
    policy: prepared.policy,
    inlineAllow,
    ...(config !== null && { policyConfig: config }),
    ...(change.tag !== null && { extra: tagMessages({ place, ids: [change.tag], limits }) }),
  });
  const files = await scanFiles({ prepared, scan });
  return { judged, files, standing: standingBeside(judged.report, files.report) };
}

/** Scans everything: the history where it can be had, else the files of the commit, which is then not everything. */
export async function scanWhole({ commit }: Whole, scan: Scan): Promise<Scanned> {
  const gap = scan.inputs.fullScan === 'tree' ? null : await unshallowed(commit, scan);
  if (scan.inputs.fullScan !== 'tree' && gap === null) {
    const judged = await runHistoryScan({ ...optionsOf(scan), path: scan.cwd, now: Date.now() });
    return { judged, files: null, standing: [] };
  }
  return justFiles({ prepared: { range: null, gap, policy: commit, tree: commit }, scan });
}

/** Nobody can say what is new, so everything that stands there counts, and the scan is not complete. */
async function justFiles(work: { prepared: Prepared; scan: Scan }): Promise<Scanned> {
  return { judged: await scanFiles(work), files: null, standing: [] };
}

async function scanFiles(work: { prepared: Prepared; scan: Scan }): Promise<Outcome> {
  const { prepared, scan } = work;
  const { repository, cwd } = scan;
  const place = placeOf(repository, cwd);
  const { config } = scan.inputs;
  const policy = openPolicy({ place, revision: prepared.policy, ...(config !== null && { config }) });
  const root = repository.workTree ?? cwd;
  const { gap, tree } = prepared;
  const isStranger = gap !== null && policy.files?.commit !== tree;
  return runSourceScan({
    ...optionsOf(scan),
    mode: 'files at the head',
    root,
    policy,
    isEnforced: isStranger && !scan.inputs.inlineAllow,
    notices: isStranger ? policyNotices({ place, policy, heads: [tree] }) : [],
    source: (settings) => {
      const source = withGap(commitTree({ place, commit: tree, limits: settings.limits }), gap);
      return settings.config === null ? source : filterSource({ source, root, loaded: settings.config });
    },
  });
}

async function* withGap(source: Source, gap: string | null): Source {
  if (gap !== null)
    yield {
      skip: { path: 'the commits of the change', reason: 'missing-object', detail: gap } satisfies Skip,
    };
  yield* source;
}

async function unshallowed(commit: string, { repository, server }: Scan): Promise<string | null> {
  if (!repository.isShallow) return null;
  try {
    await server.fetch([commit], null);
    return null;
  } catch (error) {
    if (error instanceof KeysweepError)
      return 'the history is not in this shallow clone and cannot be fetched';
    throw error;
  }
}

/** A finding may stand at another line by now, or be fuller: neither makes it another one. */
function standingBeside(judged: Report, files: Report): Finding[] {
  const known = new Set(judged.findings.map(({ fingerprint }) => fingerprint));
  const places = new Set(judged.findings.flatMap(placesOf));
  return files.findings.filter(
    (finding) => !known.has(finding.fingerprint) && !placesOf(finding).some((place) => places.has(place)),
  );
}

function placesOf({ issuer, occurrences }: Finding): string[] {
  return occurrences.flatMap(({ provenance, parts }) =>
    parts.map(({ region }) => `${issuer} ${region.startLine} ${provenance.path}`),
  );
}

function optionsOf({ cwd, inputs }: Scan): RunOptions & { cwd: string } {
  const { minSeverity, minConfidence } = inputs;
  return { cwd, ...(minSeverity && { minSeverity }), ...(minConfidence && { minConfidence }) };
}
