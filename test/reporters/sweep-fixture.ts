import type { Finding, Report } from '../../src/findings/model.ts';
import type { RepositoryRow, SweepReport } from '../../src/reporters/sweep/model.ts';
import { cleanReport, fingerprint, fullReport } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

const STARTED = '2026-11-21T12:00:00.000Z';
const BEFORE = '2026-11-14T12:00:00.000Z';

/** A made-up sweep with everything that a report on one can have; the first finding is new. */
export function fullSweep(): SweepReport {
  const report = inRepositories(fullReport(), (index) => [`acme/bot-${index % 2}`, 'acme/shared']);
  return {
    report,
    target: 'acme',
    startedAt: STARTED,
    previous: BEFORE,
    firstSeen: new Map(
      report.findings.map((finding, index) => [finding.fingerprint, index === 0 ? STARTED : BEFORE]),
    ),
    gone: [
      {
        fingerprint: fingerprint(99),
        issuerName: 'Nordex',
        severity: 'high',
        repositories: ['acme/old', 'acme/older'],
        firstSeen: BEFORE,
      },
    ],
    repositories: [
      row({ name: 'acme/bot-0', findings: 3 }),
      row({ name: 'acme/bot-1', findings: 2, outcome: 'unchanged', isArchived: true }),
      row({ name: 'acme/empty', outcome: 'empty', blobs: 0, bytes: 0 }),
      row({ name: 'acme/huge', outcome: 'failed', reason: 'it has 31 GB, more than 10 GB', isFork: true }),
      row({ name: 'acme/shared', findings: 5 }),
    ],
  };
}

export function cleanSweep(): SweepReport {
  return {
    ...fullSweep(),
    report: { ...cleanReport(), mode: 'history' },
    previous: null,
    firstSeen: new Map(),
    gone: [],
    repositories: [row({ name: 'acme/docs' })],
  };
}

/** Hostile names in everything that a repository, its people or a listing can write. */
export function hostileSweep(): SweepReport {
  const report = inRepositories(hostileReport(), (index) => [HOSTILE_NAMES[index % HOSTILE_NAMES.length]!]);
  return {
    ...fullSweep(),
    report,
    target: HOSTILE_NAMES.join(' '),
    firstSeen: new Map(),
    gone: HOSTILE_NAMES.map((name) => ({ ...fullSweep().gone[0]!, repositories: [name] })),
    repositories: HOSTILE_NAMES.map((name) =>
      row({ name, outcome: 'failed', reason: 'its refs cannot be read' }),
    ),
  };
}

function inRepositories(report: Report, namesOf: (index: number) => string[]): Report {
  const place = (finding: Finding, index: number): Finding => {
    const names = namesOf(index);
    const occurrences = finding.occurrences.map((occurrence, at) => {
      const repository = names[at % names.length]!;
      return { ...occurrence, provenance: { ...occurrence.provenance, repository } };
    });
    return { ...finding, occurrences };
  };
  return {
    ...report,
    mode: 'history',
    findings: report.findings.map(place),
    suppressed: report.suppressed.map(place),
  };
}

function row(changes: Partial<RepositoryRow>): RepositoryRow {
  return {
    name: 'acme/bot',
    outcome: 'scanned',
    reason: null,
    isIncomplete: false,
    isArchived: false,
    isFork: false,
    blobs: 1_000,
    bytes: 2_000_000,
    findings: 0,
    ...changes,
  };
}
