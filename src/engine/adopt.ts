import type { PartRole } from '../findings/model.ts';
import type { Match } from './build-match.ts';
import { isFormat } from './match-kind.ts';
import type { Ruleset } from './ruleset.ts';
import { stemOf } from './stem.ts';
import type { Placed } from './structure.ts';

/** What an unknown exchange hands out beside a private key. */
export const BESIDE_A_PRIVATE_KEY: readonly PartRole[] = ['apiKey', 'privateKey', 'passphrase', 'uid'];

/** Lines between a key and the private key that it belongs to. */
const LINES = 3;
const REACH = 8000;

/**
 * Keys of no known issuer that stand next to a private key of no known issuer, under the same names: one credential.
 * Returns whose they are then, by match.
 */
export function adoptedBy(
  around: { text: string; ruleset: Ruleset },
  placed: readonly Placed[],
): ReadonlyMap<Match, number> {
  const list = placed.map(({ match }) => match).sort((a, b) => a.start - b.start);
  const adopted = new Map<Match, number>();
  if (!list.some(isNobodys)) return adopted;
  list.forEach((match, at) => {
    if (!isNobodys(match)) return;
    const owners = [at - 2, at - 1, at + 1, at + 2].flatMap((index) => {
      const other = list[index];
      return other !== undefined && isPrivateKey(other) && isNext(around.text, match, other) ? [other] : [];
    });
    const own = owners.filter((other) => stemOf(around, other) === stemOf(around, match));
    if (own.length === 1) adopted.set(match, own[0]!.kind.issuer);
  });
  return adopted;
}

function isNobodys({ kind, role }: Match): boolean {
  return kind.rule.category === 'generic' && role !== 'privateKey' && BESIDE_A_PRIVATE_KEY.includes(role);
}

function isPrivateKey({ kind, role }: Match): boolean {
  return isFormat(kind) && role === 'privateKey';
}

function isNext(text: string, a: Match, b: Match): boolean {
  const from = Math.min(a.end, b.end);
  const to = Math.max(a.start, b.start);
  return to - from < REACH && text.slice(from, to).split('\n').length - 1 <= LINES;
}
