import type { Match } from './build-match.ts';
import { lineEnd, lineStart } from './lines.ts';
import { isFormat, roleFit } from './match-kind.ts';
import type { Ruleset } from './ruleset.ts';
import { compareStems, pathOfName, stemOf } from './stem.ts';
import { isStrangers } from './strangers.ts';
import { nameOfScope, type Placed } from './structure.ts';
import { isOfWebApp } from './web-secrets.ts';

/** How far apart neighbours stand, in characters; what they have between them counts no more than `SHORT` and `LINE` for each line. */
const NEAR = 400;
const LINE = 30;
const SHORT = 40;
/** Under the same name they count as nearer, under one like it as further apart. */
const SAME_STEM = 0.3;
const LIKE_STEM = 300;

interface Around {
  text: string;
  ruleset: Ruleset;
}

/**
 * Neighbours in one object that got different issuers, or none: the surer one decides, where the other's shape
 * allows it.
 */
export function harmonise(around: Around, placed: readonly Placed[]): Placed[] {
  const list = [...placed].sort((a, b) => a.match.start - b.match.start);
  const shared = sharedPaths(around.text, list);
  const order = list
    .map((_, index) => index)
    .sort((a, b) => certainty(list[b]!.match) - certainty(list[a]!.match));
  for (const at of order) {
    for (const index of neighbours(list, at)) {
      const sure = list[at]!.match;
      const other = list[index]!.match;
      if (other.kind.issuer === sure.kind.issuer) continue;
      if (certainty(other) >= Math.min(2.5, certainty(sure)) && !isOtherHalf(other, sure)) continue;
      const apart = distance(around, sure, other);
      if (!isRelated(shared[at]!, shared[index]!) || apart > NEAR) continue;
      if (hasPartner(around, list, index, apart)) continue;
      if (isUnderAnother(around, sure, other)) continue;
      const moved = moveTo(around, other, sure);
      if (moved !== null) list[index] = { ...list[index]!, match: moved };
      else if (isNextLine(apart) && isOpen(around, list, at, apart))
        list[at] = { ...list[at]!, match: moveTo(around, sure, other) ?? sure };
    }
  }
  return list;
}

/** A line between them has an issuer for its head: either the surer one's own, with which its part begins, or another. */
function isUnderAnother({ text, ruleset }: Around, sure: Match, other: Match): boolean {
  const [first, last] = other.start < sure.start ? [other, sure] : [sure, other];
  const from = lineEnd(text, first.end) + 1;
  const lines = text.slice(from, Math.max(from, lineStart(text, last.start))).split('\n');
  return lines.some((line) => {
    const head = line.length > LONGEST_HEAD ? undefined : ruleset.lexicon.find(line)[0];
    if (head === undefined || /[A-Za-z]/.test(line.slice(0, head.start))) return false;
    return other === first || !head.issuers.includes(sure.kind.issuer);
  });
}

const LONGEST_HEAD = 100;

/** Under the same name, a line apart. */
function isNextLine(apart: number): boolean {
  return apart <= SAME_STEM * (SHORT + 2 * LINE);
}

/** Neither a name of its own nor its row says whose it is, and no part of the same issuer stands nearer: where the other cannot follow, it does. */
function isOpen(around: Around, list: readonly Placed[], at: number, apart: number): boolean {
  const { attribution, proof } = list[at]!.match;
  const isTold = attribution !== null && (attribution.weight >= 3 || attribution.kind === 'line');
  return !proof && !isTold && !hasPartner(around, list, at, apart);
}

/** `privateKey` of no wallet in particular beside the `publicKey` of an exchange: what its secret is called there. */
function isOtherHalf(other: Match, { kind, label }: Match): boolean {
  if (other.proof || !isFormat(other.kind) || kind.rule.category !== 'exchange') return false;
  const isHalf = /pub(?:lic)?/i.test(label?.name ?? '') && /priv(?:ate)?/i.test(other.label?.name ?? '');
  return isHalf && rest(label!.name) === rest(other.label!.name);
}

/** A name without the word that tells the halves of a pair apart. */
function rest(name: string): string {
  return name.replace(/pub(?:lic)?|priv(?:ate)?/i, '').toLowerCase();
}

/** A part of the same issuer stands nearer to it: it is where it belongs. */
function hasPartner(around: Around, list: readonly Placed[], index: number, apart: number): boolean {
  const own = list[index]!.match;
  return neighbours(list, index).some((at) => {
    const other = list[at]!.match;
    const isPart = other.kind.issuer === own.kind.issuer && other.role !== own.role;
    return isPart && own.kind.rule.id !== 'generic' && distance(around, own, other) < apart;
  });
}

/** The few matches next to the one at `at`, in file order. */
function neighbours(list: readonly Placed[], at: number): number[] {
  const near = [at - 3, at - 2, at - 1, at + 1, at + 2, at + 3];
  return near.filter((index) => index >= 0 && index < list.length);
}

/** Paths without calls and functions that hold a single value: they keep nothing apart. */
function sharedPaths(text: string, list: readonly Placed[]): number[][] {
  const counts = new Map<number, number>();
  for (const { path } of list) for (const id of path) counts.set(id, (counts.get(id) ?? 0) + 1);
  return list.map(({ path }) => path.filter((id) => counts.get(id)! > 1 || nameOfScope(text, id) !== ''));
}

/** One stands in what the other stands in. */
function isRelated(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || a.includes(b[0]!) || b.includes(a[0]!);
}

function distance(around: Around, a: Match, b: Match): number {
  const from = Math.min(a.end, b.end);
  const to = Math.max(a.start, b.start);
  if (to - from > 6000) return Number.POSITIVE_INFINITY;
  const lines = to <= from ? 0 : around.text.slice(from, to).split('\n').length - 1;
  const apart = Math.min(Math.max(0, to - from), SHORT + LINE * lines);
  const stems = compareStems(stemOf(around, a), stemOf(around, b));
  if (stems === 'same') return apart * SAME_STEM;
  return stems === 'near' ? apart + LIKE_STEM : Number.POSITIVE_INFINITY;
}

/** A bot's "key as issued by the exchange" says little of whose it is. */
function certainty(match: Match): number {
  if (match.kind.rule.category === 'bot' && match.kind.kind.evidence === 'name') return 1;
  const shape = match.kind.kind.evidence === 'pattern' ? 4 : 0;
  const own = isFormat(match.kind) ? 0 : shape + (match.proof ? 3 : 0);
  return (match.attribution?.weight ?? 0) + own;
}

function moveTo(around: Around, match: Match, sure: Match): Match | null {
  const { ruleset } = around;
  const bundle = ruleset.rules[sure.kind.issuer]!.bundles.filter((roles) => roles.includes(sure.role)).flat();
  if (bundle.length < 2 || (match.proof && !isFormat(match.kind))) return null;
  if (namesAnother(around, match, sure.kind.issuer)) return null;
  if (isWalletsKey(match) && sure.kind.rule.category !== 'exchange') return null;
  const kind = ruleset
    .kindsOf(sure.kind.issuer)
    .filter(
      (other) =>
        bundle.includes(other.role) && other.role !== sure.role && roleFit(match.role, other.role) >= 2,
    )
    .find(
      ({ kind: { evidence }, test }) =>
        (evidence !== 'name' || isOpenPassphrase(match, sure)) &&
        ((isLoose(match) && evidence !== 'pattern') || test(match.value) !== 'fail'),
    );
  if (kind === undefined) return null;
  const attribution = {
    issuer: sure.kind.issuer,
    shared: [],
    weight: Math.min(2.5, certainty(sure)),
    kind: 'scope',
    text: 'the value beside it names the issuer',
  };
  const before = (match.attribution?.weight ?? 0) + match.kind.rarity;
  return {
    ...match,
    kind,
    role: kind.role,
    attribution,
    points: Math.max(match.points, match.points - before + attribution.weight + kind.rarity),
    evidence: [
      { kind: attribution.kind, text: attribution.text },
      ...match.evidence.filter((evidence) => evidence.kind === 'label' || evidence.kind === 'proof'),
    ],
  };
}

/** A passphrase of nobody known, or one under a name of the same make: `BOT__EXCHANGE__PASSWORD` beside `BOT__EXCHANGE__KEY`. */
function isOpenPassphrase(match: Match, sure: Match): boolean {
  if (match.role !== 'passphrase') return false;
  return isLoose(match) || (makeOf(match) !== undefined && makeOf(match) === makeOf(sure));
}

function makeOf({ label }: Match): string | undefined {
  return label?.via === 'assignment' ? /^.*[_.-](?=[A-Za-z]+$)/.exec(label.name)?.[0] : undefined;
}

/** `PRIVATE_KEY` beside the key of a service: nobody but exchanges calls a secret so. */
function isWalletsKey({ kind, role }: Match): boolean {
  return kind.rule.category === 'wallet' && role === 'privateKey';
}

/** Its own name says that it belongs to somebody else. */
function namesAnother(around: Around, { label, binding }: Match, issuer: number): boolean {
  const { ruleset } = around;
  const isBot = (index: number) => ruleset.rules[index]!.category === 'bot';
  if (label === null) return false;
  if (isStrangers(around, { label, binding }) || isOfWebApp(around, binding)) return true;
  const mentions = ruleset.lexicon.find(pathOfName(label)).filter((mention) => !mention.issuers.every(isBot));
  return mentions.length > 0 && !mentions.some((mention) => mention.issuers.includes(issuer));
}

/** A value that nothing but its own strong name made a match: its shape need not be one we know. */
function isLoose(match: Match): boolean {
  return match.kind.rule.id === 'generic' && match.label !== null && !match.proof;
}
