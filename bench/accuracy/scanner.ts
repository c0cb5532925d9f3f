import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Region } from './regions.ts';

/** One result of any scanner, reduced to what the benchmark compares. */
export interface Result {
  issuer: string;
  confidence: string;
  places: { path: string; region: Region }[];
}

/** A scanner's answer for one folder. */
export interface Scan {
  results: Result[];
  milliseconds: number;
}

/**
 * Runs a command, with `{dir}` replaced by the folder, and reads its standard output: SARIF, or a JSON list (or
 * lines) of findings with a file and a line. Throws when there is no output to read.
 */
export function runScanner(command: string[], folder: string): Scan {
  const [program, ...parameters] = command.map((word) => word.replaceAll('{dir}', folder));
  const started = performance.now();
  const run = spawnSync(program!, parameters, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const milliseconds = performance.now() - started;
  if (!run.stdout)
    throw new Error(`${program} wrote nothing (exit ${run.status}): ${String(run.stderr).slice(0, 2000)}`);
  return { results: readResults(run.stdout, folder), milliseconds };
}

/** The command that runs the checkout's own build. */
export const OWN_COMMAND = [
  process.execPath,
  'dist/cli/main.js',
  'scan',
  '{dir}',
  '--all',
  '--quiet',
  '--format',
  'sarif',
];

interface Sarif {
  runs: { results?: SarifResult[] }[];
}
interface SarifResult {
  ruleId?: string;
  properties?: Record<string, unknown>;
  locations?: SarifLocation[];
  relatedLocations?: SarifLocation[];
}
interface SarifLocation {
  physicalLocation?: { artifactLocation?: { uri?: string }; region?: Partial<Region> };
}
type Loose = Record<string, unknown>;

/** Reads SARIF or JSON text. */
export function readResults(output: string, folder: string): Result[] {
  const document = parse(output);
  if (!Array.isArray(document) && Array.isArray((document as Sarif).runs))
    return (document as Sarif).runs
      .flatMap((run) => run.results ?? [])
      .map((result) => fromSarif(result, folder));
  return (Array.isArray(document) ? document : [document]).map((entry) => fromJson(entry as Loose, folder));
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as unknown);
  }
}

function fromSarif(result: SarifResult, folder: string): Result {
  const places = [...(result.locations ?? []), ...(result.relatedLocations ?? [])].map((location) => {
    const physical = location.physicalLocation;
    return {
      path: relative(physical?.artifactLocation?.uri ?? '', folder),
      region: complete(physical?.region ?? {}),
    };
  });
  const issuer = result.properties?.issuer ?? result.ruleId?.split('/')[0] ?? '';
  return { issuer: String(issuer), confidence: String(result.properties?.confidence ?? ''), places };
}

/** gitleaks, betterleaks, kingfisher and others name file, line and columns in their own ways. */
function fromJson(entry: Loose, folder: string): Result {
  const path = String(entry.File ?? entry.file ?? entry.path ?? '');
  const line = Number(entry.StartLine ?? entry.line ?? 1);
  const region = complete({
    startLine: line,
    ...(entry.StartColumn ? { startColumn: Number(entry.StartColumn) } : {}),
    endLine: Number(entry.EndLine ?? line),
    ...(entry.EndColumn ? { endColumn: Number(entry.EndColumn) + 1 } : {}),
  });
  return {
    issuer: String(entry.RuleID ?? entry.rule ?? entry.type ?? ''),
    confidence: '',
    places: [{ path: relative(path, folder), region }],
  };
}

/** A region without columns means whole lines. */
function complete(region: Partial<Region>): Region {
  const startLine = region.startLine ?? 1;
  return {
    startLine,
    startColumn: region.startColumn ?? 1,
    endLine: region.endLine ?? startLine,
    endColumn: region.endColumn ?? Number.MAX_SAFE_INTEGER,
  };
}

function relative(uri: string, folder: string): string {
  const path = uri.startsWith('file:') ? fileURLToPath(uri) : decodeURIComponent(uri);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path.replace(/^\.\//, '');
}
