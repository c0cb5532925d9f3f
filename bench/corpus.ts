import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { countLines } from './corpus/lines.ts';
import { fetchPackages, type PackageNames } from './corpus/packages.ts';

const HELP = `Usage: node bench/corpus.mjs [FOLDER...]

Scans real trading code and prints each finding with its place, rule, confidence and evidence, and how many
there are per million lines. Without folders it takes the packages of bench/corpus.json, which npm and pip
fetch once into bench/.cache. Findings that bench/corpus-judged.json calls true are listed apart.
`;

/** A person's judgement of one finding, by fingerprint. */
type Judged = Record<string, { true: boolean; why: string }>;

interface Finding {
  fingerprint: string;
  rule: string;
  confidence: string;
  severity: string;
  evidence: { kind: string; text: string }[];
  occurrences: { path: string; parts: { region: { startLine: number; startColumn: number } }[] }[];
}

/** Runs the measurement; returns the exit code. */
export function main(argv: string[]): number {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const names = JSON.parse(readFileSync('bench/corpus.json', 'utf8')) as PackageNames;
  const folders = positionals.length > 0 ? positionals : fetchPackages(names, 'bench/.cache/corpus');
  const judged = readJudged('bench/corpus-judged.json');
  const totals = folders.map((folder) => measure(folder, judged));
  summary(totals);
  return 0;
}

interface Total {
  folder: string;
  lines: number;
  findings: number | null;
  false: number;
  seconds: number;
}

/** A scan of one package that takes longer has gone wrong; milliseconds. */
const LIMIT = 120_000;

function measure(folder: string, judged: Judged): Total {
  const lines = countLines(folder);
  const started = performance.now();
  const findings = scan(folder);
  const seconds = (performance.now() - started) / 1000;
  const wrong = (findings ?? []).filter((finding) => judged[finding.fingerprint]?.true !== true);
  for (const finding of wrong) console.log(describe(folder, finding, judged));
  return {
    folder,
    lines: findings ? lines : 0,
    findings: findings?.length ?? null,
    false: wrong.length,
    seconds,
  };
}

/** Null when the scan does not end in time. */
function scan(folder: string): Finding[] | null {
  const command = ['dist/cli/main.js', 'scan', folder, '--all', '--quiet', '--format', 'json'];
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30, timeout: LIMIT } as const;
  const run = spawnSync(process.execPath, command, options);
  if (run.signal) return null;
  if (!run.stdout) throw new Error(`the scan of ${folder} wrote nothing: ${run.stderr.slice(0, 2000)}`);
  return (JSON.parse(run.stdout) as { findings: Finding[] }).findings;
}

function describe(folder: string, finding: Finding, judged: Judged): string {
  const place = finding.occurrences[0]!;
  const region = place.parts[0]!.region;
  const verdict = judged[finding.fingerprint];
  const more = finding.occurrences.length > 1 ? ` (and ${finding.occurrences.length - 1} more places)` : '';
  return [
    `${folder}/${place.path}:${region.startLine}:${region.startColumn}${more}`,
    `    ${finding.rule}  ${finding.confidence}  ${finding.fingerprint}`,
    `    ${finding.evidence.map((evidence) => evidence.text).join('; ')}`,
    ...(verdict ? [`    judged false: ${verdict.why}`] : []),
  ].join('\n');
}

function summary(totals: Total[]): void {
  console.log(`\n${'folder'.padEnd(52)}      lines  seconds  findings  not true  per million lines`);
  for (const total of [...totals, sum(totals)]) {
    const rate = total.lines === 0 ? '-' : ((1e6 * total.false) / total.lines).toFixed(2);
    const cells = [
      total.folder.slice(-52).padEnd(52),
      String(total.lines).padStart(10),
      total.seconds.toFixed(1).padStart(8),
      (total.findings === null ? 'not done' : String(total.findings)).padStart(9),
      String(total.false).padStart(9),
      rate.padStart(18),
    ];
    console.log(cells.join(' '));
  }
}

function sum(totals: Total[]): Total {
  const add = (pick: (total: Total) => number): number => totals.reduce((all, total) => all + pick(total), 0);
  return {
    folder: 'all',
    lines: add((total) => total.lines),
    findings: add((total) => total.findings ?? 0),
    false: add((total) => total.false),
    seconds: add((total) => total.seconds),
  };
}

function readJudged(path: string): Judged {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Judged) : {};
}
