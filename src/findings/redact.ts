import type { PartRole } from './model.ts';
import type { Secret } from './secret.ts';

const IDENTIFIERS: ReadonlySet<PartRole> = new Set(['apiKey', 'uid', 'walletAddress']);

/**
 * What people may see of a value: the first and last four characters of an identifier, enough to find it in
 * the exchange's list; less of a short one, so that most of it stays hidden; null for anything secret.
 */
export function redactPart(role: PartRole, value: Secret): string | null {
  if (!IDENTIFIERS.has(role)) return null;
  const characters = Array.from(value.expose());
  const ends = visibleEnds(characters.length);
  if (ends === 0) return '…';
  return `${characters.slice(0, ends).join('')}…${characters.slice(-ends).join('')}`;
}

function visibleEnds(length: number): number {
  return Math.min(4, Math.floor(length / 5));
}
