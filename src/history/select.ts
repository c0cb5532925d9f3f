/** An object at one of its paths. */
export interface Holder {
  id: string;
  /** Empty where no commit and no index says. */
  path: string;
  commit: string | null;
  /** Commits are counted from the oldest; what has none comes last. */
  order: number;
  isAtHead: boolean;
}

/** An object, the contexts in it that may matter, and where it stands. */
export interface Suspect {
  contexts: readonly string[];
  holders: readonly Holder[];
}

/** Objects without a path that are judged for one context. */
const MOST_NAMELESS = 4;

/**
 * Chooses which versions of which files are judged: for each context and place the one that brought it and the one at HEAD,
 * else the last that had it. `placeOf` says which paths are one place. Everything without contexts is judged.
 */
export function selectHolders(suspects: readonly Suspect[], placeOf: (path: string) => string): Holder[] {
  const chosen = new Map<string, Holder>();
  const choose = (holder: Holder): unknown => chosen.set(keyOf(holder), holder);
  const versions = new Map<string, Versions>();
  const nameless = new Map<string, number>();
  for (const { contexts, holders } of suspects) {
    if (contexts.length === 0) holders.forEach(choose);
    for (const context of contexts) {
      for (const holder of holders) {
        if (holder.path !== '') addVersion(versions, `${context} ${placeOf(holder.path)}`, holder);
        else {
          const count = nameless.get(context) ?? 0;
          nameless.set(context, count + 1);
          if (count < MOST_NAMELESS) choose(holder);
        }
      }
    }
  }
  for (const { first, last, head } of versions.values()) [first, head ?? last].forEach(choose);
  return [...chosen.values()];
}

/** Paths that differ in numbers only (versions, dates) say the same about what they hold. */
export function likePath(path: string): string {
  return path.replace(/\d+/g, '0').replace(/0(?:[._-]0)+/g, '0');
}

/** What else is to be judged once some holders have shown a credential: their contexts at every single path. */
export function selectRest(
  suspects: readonly Suspect[],
  judged: readonly Holder[],
  found: ReadonlySet<Holder>,
): Holder[] {
  const done = new Set(judged.map(keyOf));
  const hits = new Set([...found].map(keyOf));
  const contexts = new Set(
    suspects.flatMap((suspect) =>
      suspect.holders.some((one) => hits.has(keyOf(one))) ? suspect.contexts : [],
    ),
  );
  const rest = suspects.map((suspect) => ({
    ...suspect,
    contexts: suspect.contexts.filter((one) => contexts.has(one)),
  }));
  const open = rest.filter((suspect) => suspect.contexts.length > 0);
  return selectHolders(open, (path) => path).filter((holder) => !done.has(keyOf(holder)));
}

function keyOf({ id, path }: Holder): string {
  return `${id} ${path}`;
}

interface Versions {
  first: Holder;
  last: Holder;
  head: Holder | null;
}

function addVersion(versions: Map<string, Versions>, key: string, holder: Holder): void {
  const known = versions.get(key) ?? { first: holder, last: holder, head: null };
  versions.set(key, known);
  if (holder.order < known.first.order) known.first = holder;
  if (holder.order > known.last.order) known.last = holder;
  if (holder.isAtHead) known.head = holder;
}
