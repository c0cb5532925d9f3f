import { KeysweepError } from '../errors.ts';
import { compareText } from './order.ts';

/** Accepted findings: fingerprint to the note that a person left beside it. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;

export interface BaselineEntry {
  note: string | null;
  /** 1-based line in the file. */
  line: number;
}

const ENTRY = /^(ks1-[0-9a-f]{32})(?:\s+(\S.*))?$/;

/**
 * Reads a baseline: one fingerprint a line, a note behind it, `#` for comments, in any order. A fingerprint
 * may stand twice, as merging two branches leaves it: the first note counts. Throws `KeysweepError` with code
 * `BASELINE` that names the line, never its content.
 */
export function parseBaseline(text: string, file: string): Baseline {
  const entries = new Map<string, BaselineEntry>();
  for (const [index, raw] of text.split('\n').entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const [, fingerprint, note] = ENTRY.exec(content) ?? brokenLine(content, `${file}:${index + 1}`);
    const known = entries.get(fingerprint!);
    entries.set(fingerprint!, { line: known?.line ?? index + 1, note: known?.note ?? note ?? null });
  }
  return entries;
}

const HEADER = `# keysweep baseline: findings that are accepted on purpose, one fingerprint a line, then a note.
# A fingerprint names one secret, not a place. Write it anew with: keysweep baseline
`;

/** The file's text: sorted, nothing that changes without a finding changing. */
export function renderBaseline(entries: ReadonlyMap<string, { note: string | null }>): string {
  const lines = [...entries]
    .sort(([a], [b]) => compareText(a, b))
    .map(([fingerprint, { note }]) => (note === null ? fingerprint : `${fingerprint} ${toOneLine(note)}`));
  return HEADER + lines.map((line) => `${line}\n`).join('');
}

function brokenLine(content: string, where: string): never {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(content)) {
    throw new KeysweepError('BASELINE', `${where}: a merge conflict is not resolved`, {
      hint: 'Keep the lines of both sides and delete the conflict markers.',
    });
  }
  throw new KeysweepError('BASELINE', `${where}: not a fingerprint`, {
    hint: 'A line is "ks1-" and 32 hex digits, then a note if you like; comments start with "#".',
  });
}

function toOneLine(note: string): string {
  return note.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
