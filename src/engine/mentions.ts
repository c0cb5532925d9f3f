import type { Mention } from './lexicon.ts';
import { lineStart } from './lines.ts';

/** Choosing among the places of a text that mention issuers. */

/** Mentions that say that the file talks to an issuer: hosts, headers, packages, addresses and import lines. */
export function isImport(text: string, mention: Mention): boolean {
  if (mention.kind === 'host' || mention.kind === 'header' || mention.kind === 'import') return true;
  const line = text.slice(lineStart(text, mention.start, 200), mention.end);
  if (isInAddressOfApi(text, mention)) return true;
  return /^\s*(?:import|from|use|using|require|include|#include|library|extern|const .*require|.*\bimport\s*\()/.test(
    line,
  );
}

/** `https://rpc.lyra.finance`: programs talk to it, not people. */
function isInAddressOfApi(text: string, { start, end }: Mention): boolean {
  const before = /:\/\/[\w.-]*$/.exec(text.slice(Math.max(0, start - 80), start))?.[0];
  if (before === undefined) return false;
  const address = before + (/^[\w./-]*/.exec(text.slice(start, end + 60))?.[0] ?? '');
  return /[/.-](?:api|rpc|wss?|stream|gateway|v\d)\b/i.test(address);
}

/** How often each issuer is mentioned; common words count half, shared ones are divided. */
export function votesOf(mentions: readonly Mention[]): ReadonlyMap<number, number> {
  const votes = new Map<number, number>();
  for (const mention of mentions) {
    const weight = (mention.kind === 'common' ? 0.5 : 1) / mention.issuers.length;
    for (const issuer of mention.issuers) votes.set(issuer, (votes.get(issuer) ?? 0) + weight);
  }
  return votes;
}

/** The issuers that are named by more than a word that means many things. */
export function issuersIn(mentions: readonly Mention[]): Set<number> {
  return new Set(mentions.flatMap(({ kind, issuers }) => (kind === 'common' ? [] : issuers)));
}

/** The issuer with the most votes; null without any or where another comes near. */
export function majority(
  votes: ReadonlyMap<number, number>,
  compatible: (issuer: number) => boolean,
): number | null {
  const sorted = [...votes].filter(([issuer]) => compatible(issuer)).sort((a, b) => b[1] - a[1]);
  if (sorted.length === 0) return null;
  return sorted.length === 1 || sorted[0]![1] > sorted[1]![1] * 1.5 ? sorted[0]![0] : null;
}

export interface Picked {
  issuer: number;
  shared: readonly number[];
}

/** The compatible issuer mentioned nearest to `at`; what stands before wins over what stands after. */
export function pick(
  mentions: readonly Mention[],
  compatible: (issuer: number) => boolean,
  at: number,
): Picked | null {
  let best: { mention: Mention; cost: number } | null = null;
  for (const mention of mentions) {
    if (!mention.issuers.some(compatible)) continue;
    const distance = mention.end <= at ? at - mention.end : (mention.start - at) * 2 + 40;
    const cost =
      distance + (mention.kind === 'common' ? COMMON : 0) + (mention.issuers.length > 1 ? MANY : 0);
    if (best === null || cost < best.cost) best = { mention, cost };
  }
  if (best === null) return null;
  const shared = best.mention.issuers.filter(compatible);
  return { issuer: shared[0]!, shared };
}

/** What counts as that much further away. */
const COMMON = 60;
const MANY = 20;

/** Those of a long list of which `pick` may take one, where all are compatible: the nearest on either side of `at`, and what is hardly further. */
export function mentionsBeside(mentions: readonly Mention[], at: number): readonly Mention[] {
  const next = firstIndex(mentions, ({ end }) => end > at);
  let first = next;
  while (first > 0 && mentions[first - 1]!.end >= mentions[next - 1]!.end - COMMON - MANY) first--;
  let last = next;
  while (last < mentions.length && mentions[last]!.start <= mentions[next]!.start + COMMON + MANY) last++;
  return mentions.slice(first, last);
}

/** Mentions inside [start, end), found by bisection. */
export function mentionsIn(mentions: readonly Mention[], start: number, end: number): Mention[] {
  const low = firstIndex(mentions, (mention) => mention.start >= start);
  const found: Mention[] = [];
  for (let index = low; index < mentions.length && mentions[index]!.end <= end; index++)
    found.push(mentions[index]!);
  return found;
}

/** The first from which on all are so, by bisection. */
function firstIndex(mentions: readonly Mention[], isSo: (mention: Mention) => boolean): number {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(mentions[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
