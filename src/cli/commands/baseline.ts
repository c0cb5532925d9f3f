import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { BASELINE_FILE, findUpward } from '../../config/find.ts';
import { ExitCode } from '../../exit-codes.ts';
import { renderBaseline } from '../../findings/baseline.ts';
import type { Finding } from '../../findings/model.ts';
import { isNamedByPlace } from '../../findings/suppress.ts';
import { type Outcome, runTreeScan } from '../../scan/scan.ts';
import { commonFolder, shortPath } from '../../scan/settings.ts';
import { formatCount } from '../../terminal/counts.ts';
import { escapeLogText } from '../../terminal/escape.ts';
import { defineCommand } from '../command.ts';
import { mergeByUnion } from '../git-attributes.ts';
import { createProgressLine } from '../progress.ts';
import { dropUndefined, readSettings, SCAN_OPTIONS, TREE_OPTIONS } from '../scan-options.ts';
import { writeWhole } from '../write-file.ts';

const { config, rules, jobs, quiet } = SCAN_OPTIONS;

export const command = defineCommand({
  name: 'baseline',
  usage: ['baseline [PATH...] [OPTIONS]'],
  about:
    'Scans, and accepts what is found: later scans report only what is new. Notes that people left in the file stay; an entry goes when a scan of everything finds its secret no more. Revoke first: a baseline hides a leak, it does not mend it.',
  options: {
    ...TREE_OPTIONS,
    baseline: { type: 'string', value: 'FILE', help: `The file to write. Default: ${BASELINE_FILE}.` },
    config,
    rules,
    jobs,
    quiet,
  },
  examples: ['keysweep baseline', 'keysweep baseline --baseline audits/accepted'],
  exits: '0 written, 2 wrong usage or configuration, 3 written, but the scan is incomplete',
  async run({ values, positionals, console }) {
    const { cwd } = console;
    const root = commonFolder(positionals.length > 0 ? positionals : ['.'], cwd);
    const path = targetPath({ option: values.baseline, root, cwd });
    const progress = createProgressLine(console.stderr, !values.quiet);
    const outcome = await runTreeScan({
      ...readSettings(values, cwd),
      ...dropUndefined({ include: values.include, exclude: values.exclude, all: values.all }),
      ...EVERYTHING,
      paths: positionals,
      baseline: existsSync(path) && path,
      onProgress: progress.update,
    });
    progress.clear();
    const { entries, counts } = renewEntries(outcome);
    const target = { path, shown: shortPath(path, cwd), mode: 0o644 };
    writeWhole(target, renderBaseline(entries));
    const attributes = mergeByUnion(path, cwd);
    const lines = [`${target.shown}: ${counts}`, ...attributes, ...unacceptable(outcome.report.findings)];
    if (!values.quiet)
      console.stderr.write(lines.map((line) => `keysweep: ${escapeLogText(line)}\n`).join(''));
    return outcome.report.coverage.incomplete ? ExitCode.incomplete : ExitCode.clean;
  },
});

/** A baseline is about all findings, whatever the configuration reports. */
const EVERYTHING = { minSeverity: 'low', minConfidence: 'possible', issuers: [] } as const;

function targetPath(search: { option: string | undefined; root: string; cwd: string }): string {
  if (search.option !== undefined) return resolve(search.cwd, search.option);
  return findUpward(search.root, BASELINE_FILE) ?? resolve(search.root, BASELINE_FILE);
}

interface Renewed {
  entries: Map<string, { note: string | null }>;
  counts: string;
}

/** What was accepted and is still there, or may be where this scan did not look, and what is new. */
function renewEntries({ report, settings, isWhole }: Outcome): Renewed {
  const old = settings.baseline?.entries ?? new Map<string, { note: string | null }>();
  const found = new Set(report.suppressed.map(({ fingerprint }) => fingerprint));
  const kept = [...old].filter(([fingerprint]) => found.has(fingerprint) || !isWhole);
  const added = report.findings.filter((finding) => !isNamedByPlace(finding));
  const entries = new Map<string, { note: string | null }>(
    added.map((finding) => [finding.fingerprint, toNote(finding)]),
  );
  for (const [fingerprint, { note }] of kept) entries.set(fingerprint, { note });
  const numbers = [added.length, kept.length, old.size - kept.length].map(formatCount);
  return { entries, counts: `${numbers[0]} added, ${numbers[1]} kept, ${numbers[2]} removed` };
}

function toNote({ ruleId, occurrences }: Finding): { note: string } {
  return { note: `${ruleId} in ${occurrences[0]?.provenance.path ?? '?'}` };
}

function unacceptable(findings: Finding[]): string[] {
  const count = findings.filter(isNamedByPlace).length;
  if (count === 0) return [];
  return [
    `${formatCount(count)} not accepted: of a passphrase or a short value nothing may be written down, not even a digest; allow it inline`,
  ];
}
