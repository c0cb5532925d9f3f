import type { Match } from './build-match.ts';
import type { Bundles } from './bundles.ts';
import { columnsOf, cutIntoRecords, type Item } from './records.ts';
import { compareStems } from './stem.ts';

/** A credential in the making: the parts that are united so far. */
export interface Draft {
  parts: Match[];
  start: number;
  end: number;
  /** What its names say besides issuer and role, with those of the scopes that it was left over in. */
  stem: string;
  /** It stands in comments. */
  commented: boolean;
}

/** Values farther apart than this never belong together. */
const REACH = 6000;
/** As far as parts reach whose names differ. */
const REACH_OTHER = 2600;
/** Beyond so many that are left over, a file is a list of keys of one kind. */
const MAX_LEFT = 60;

/** Unites drafts that stand in one scope: those of the same name by their order, the rest where there is no choice. */
export function unite(text: string, drafts: readonly Draft[], bundles: Bundles): Draft[] {
  if (drafts.length < 2) return [...drafts];
  const sorted = [...drafts].sort((a, b) => a.start - b.start);
  const groups = new Map<string, Draft[]>();
  for (const draft of sorted) {
    const key = `${draft.commented ? '#' : ''}${draft.stem}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draft]);
    else group.push(draft);
  }
  const united = [...groups.values()].flatMap((group) => uniteRow(text, group, bundles));
  return groups.size < 2 ? united : uniteLeft(text, united, bundles);
}

/** Drafts that their names do not tell apart, in the order of the file. */
function uniteRow(text: string, drafts: readonly Draft[], bundles: Bundles): Draft[] {
  const united = uniteInOrder(text, drafts, bundles);
  const again = new Set(saidAgain(drafts));
  const left = new Set(united.filter((draft) => again.has(draft)));
  if (left.size === 0) return united;
  const rest = drafts.filter((draft) => !left.has(draft));
  return [...uniteInOrder(text, rest, bundles), ...left];
}

/** Those whose value stands before: with either of the two the other parts are the same credential. */
function saidAgain(drafts: readonly Draft[]): Draft[] {
  const first = new Map<string, number>();
  return drafts.filter(({ parts, start }) => {
    const key = `${parts[0]!.role} ${parts[0]!.value}`;
    const before = first.get(key);
    if (before === undefined && parts.length === 1) first.set(key, start);
    return before !== undefined && before < start;
  });
}

function uniteInOrder(text: string, drafts: readonly Draft[], bundles: Bundles): Draft[] {
  if (drafts.length < 2) return [...drafts];
  const items = drafts.map((draft, index) => itemOf(text, draft, drafts[index - 1], bundles));
  const lists = longLists(items);
  if (lists !== null && !lists.every(({ length }) => length === lists[0]!.length)) return [...drafts];
  const reach = lists === null ? REACH : Number.POSITIVE_INFINITY;
  const fits = (record: readonly number[], index: number) =>
    record.every((other) => canJoin(drafts[other]!, drafts[index]!, bundles, reach));
  return cutIntoRecords(items, fits).map((record) => join(record.map((index) => drafts[index]!)));
}

/** Many keys, then many secrets: lists, of which only the order says what belongs together, however long they are. */
function longLists(items: readonly Item[]): number[][] | null {
  const columns = columnsOf(items);
  const isLong = columns !== null && columns.length > 1 && columns.every(({ length }) => length >= LONG_LIST);
  return isLong ? columns : null;
}

const LONG_LIST = 20;

function itemOf(text: string, draft: Draft, before: Draft | undefined, bundles: Bundles): Item {
  return {
    fields: draft.parts.map((part) => bundles.fieldOf(part.role)),
    gap: before === undefined ? 0 : gapBetween(text, before.end, draft.start),
  };
}

const MAX_GAP_TEXT = 1200;

/** Lines count little; blank ones and comments are where records end. */
function gapBetween(text: string, from: number, to: number): number {
  if (to - from > MAX_GAP_TEXT) return 2.5;
  const lines = text.slice(from, Math.max(from, to)).split('\n');
  const inner = lines.slice(1, -1);
  const breaks = inner.filter((line) => /^\s*(?:$|#|\/\/|--|;|=+\s)/.test(line)).length;
  return Math.min(2.5, 0.05 * lines.length + 0.6 * breaks);
}

function canJoin(a: Draft, b: Draft, bundles: Bundles, reach: number): boolean {
  if (Math.max(a.start, b.start) - Math.min(a.end, b.end) > reach) return false;
  const roles = [...a.parts, ...b.parts].map((part) => part.role);
  return new Set(roles.map(bundles.fieldOf)).size === roles.length && bundles.allows(roles);
}

function join(drafts: readonly Draft[]): Draft {
  if (drafts.length === 1) return drafts[0]!;
  const stems = drafts.map((draft) => draft.stem).sort((a, b) => b.length - a.length);
  return {
    parts: drafts.flatMap((draft) => draft.parts),
    start: Math.min(...drafts.map((draft) => draft.start)),
    end: Math.max(...drafts.map((draft) => draft.end)),
    stem: stems[0]!,
    commented: drafts.every((draft) => draft.commented),
  };
}

/** Drafts of different names: united where each part calls itself the same throughout, or where nothing else fits. */
function uniteLeft(text: string, drafts: readonly Draft[], bundles: Bundles): Draft[] {
  const sorted = [...drafts].sort((a, b) => a.start - b.start);
  if (isRegular(sorted, bundles)) return uniteRow(text, sorted, bundles);
  if (sorted.length > MAX_LEFT) return sorted;
  const partners = sorted.map((draft) =>
    sorted.filter(
      (other) =>
        other !== draft &&
        compareStems(draft.stem, other.stem) !== 'apart' &&
        compareStems(draft.stem, other.stem) !== 'other' &&
        canJoin(draft, other, bundles, REACH_OTHER),
    ),
  );
  const taken = new Set<Draft>();
  return sorted.flatMap((draft, index) => {
    if (taken.has(draft)) return [];
    const [partner] = partners[index]!;
    if (partner === undefined || partners[index]!.length > 1) return [draft];
    if (partners[sorted.indexOf(partner)]!.length > 1) return [draft];
    taken.add(partner);
    return [join([draft, partner])];
  });
}

/**
 * All keys have one name and all secrets another: `TRADE_PUB`, `TRADE_SIGNER`, block after block. Where nobody knows whose
 * they are, names without a word in common are two owners'.
 */
function isRegular(drafts: readonly Draft[], bundles: Bundles): boolean {
  const stems = new Map<string, string>();
  for (const draft of drafts) {
    const key = draft.parts.map((part) => bundles.fieldOf(part.role)).join();
    if ((stems.get(key) ?? draft.stem) !== draft.stem) return false;
    stems.set(key, draft.stem);
  }
  const names = [...stems.values()];
  const isLone = stems.size === drafts.length;
  const isNamed = drafts.every(({ parts }) => parts.every(({ kind }) => kind.rule.id !== 'generic'));
  return names.every((a, at) =>
    names.slice(at + 1).every((b) => {
      const relation = compareStems(a, b);
      return relation !== 'apart' && (relation !== 'other' || (isLone && isNamed));
    }),
  );
}
