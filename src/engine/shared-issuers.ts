import type { Mention } from './lexicon.ts';
import { mentionsBeside, pick } from './mentions.ts';
import type { Place, Surroundings } from './surroundings.ts';

/** Issuers that share a header or a host are told apart by the nearest thing that names one of them alone. */
export function settle(around: Surroundings, place: Place, shared: readonly number[]): number {
  const isShared = (issuer: number) => shared.includes(issuer);
  const other =
    pick(mentionsBeside(aloneIn(around, shared), place.start), isShared, place.start) ??
    pick(namingOne(around.pathMentions(), shared), isShared, around.path.length);
  if (other !== null) return other.issuer;
  const prominence = (issuer: number) => {
    const rule = around.ruleset.rules[issuer]!;
    const weight = (rule.status === 'active' ? 100 : 0) + (around.issuerWords().has(rule.id) ? 50 : 0);
    return weight + rule.hosts.length + rule.ccxt.length;
  };
  return [...shared].sort((a, b) => prominence(b) - prominence(a))[0]!;
}

/** The mentions in the file that name one of them alone: looked for once, though each value under a shared header asks. */
function aloneIn(around: Surroundings, shared: readonly number[]): readonly Mention[] {
  const known = aloneOf.get(around) ?? new Map<string, readonly Mention[]>();
  aloneOf.set(around, known);
  const key = shared.join();
  const found = known.get(key) ?? namingOne(around.mentions(), shared);
  known.set(key, found);
  return found;
}

const aloneOf = new WeakMap<Surroundings, Map<string, readonly Mention[]>>();

function namingOne(mentions: readonly Mention[], shared: readonly number[]): Mention[] {
  return mentions.filter(({ issuers }) => issuers.filter((issuer) => shared.includes(issuer)).length === 1);
}
