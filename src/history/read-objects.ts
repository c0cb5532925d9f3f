import type { Sieve } from '../engine/sieve.ts';
import type { Skip, Span } from '../findings/model.ts';
import { novelWindows } from '../git/objects/novelty.ts';
import type { StoredObject, Visitor } from '../git/objects/object.ts';
import type { Plan } from '../git/objects/plan.ts';
import { readPlanned } from '../git/objects/read.ts';
import type { Workspace } from '../git/objects/workspace.ts';
import { contentKind, HEAD_BYTES } from '../sources/content-kind.ts';
import { createPackedCommits, type PackedCommits, packCommit } from './commit-records.ts';
import { type Contexts, createContexts } from './contexts.ts';
import { COLD, findMarks, type Mark, UNKNOWN } from './marks.ts';

/** An object with something in it that may matter. */
export interface Suspicious {
  id: string;
  /** Numbers of contexts; none for content that only the engine itself can read (UTF-16). */
  contexts: number[];
  /** Where values may stand in it, in rising order; null: anywhere. */
  spans: Span[] | null;
}

/** What a thread has read: what is in the objects, and the commits among them. */
export interface Share {
  reading: Reading;
  commits: PackedCommits;
}

/** What reading a share of the objects came to. */
export interface Reading {
  blobs: number;
  bytes: number;
  skips: Skip[];
  contexts: Contexts['list'];
  suspicious: Suspicious[];
  /** Commits and tags whose messages have something in them. */
  messages: (Suspicious & { type: 'commit' | 'tag' })[];
}

/** Whatever is known of an object when the deltas on it are read. */
interface State {
  isText: boolean;
  isOdd: boolean;
  marks: Mark[];
}

/** What a thread reads with, and whom it tells of it. */
export interface ReadingMeans {
  workspace: Workspace;
  /** Called for each object. */
  beat: () => void;
  /** Called for the first content of a file with something in it. */
  onSuspicion: () => void;
}

/** Takes objects of the plan until none is left and looks for suspects in each. */
export function readShare(plan: Plan, sieve: Sieve, means: ReadingMeans): Share {
  const { workspace, beat, onSuspicion } = means;
  const contexts = createContexts(sieve);
  const reading: Reading = {
    blobs: 0,
    bytes: 0,
    skips: [],
    contexts: contexts.list,
    suspicious: [],
    messages: [],
  };
  const commits = createPackedCommits();
  const visitor: Visitor<State> = {
    isOpaque: (head) => contentKind(head) === 'binary',
    onSkip(skip) {
      if (!isToldBefore(plan, skip)) reading.skips.push(skip);
    },
    onObject(object, base) {
      beat();
      if (!object.isKnown) {
        reading.blobs++;
        reading.bytes += object.size;
      }
      return object.type === 'blob' ? readBlob(object, base) : readMessage(object);
    },
  };
  readPlanned(plan, visitor, workspace);
  return { reading, commits };

  function readBlob(object: StoredObject, base: State | undefined): State {
    const state = kindOf(object, base);
    if (!state.isText) {
      reading.skips.push({ path: object.id, reason: 'binary' });
      return state;
    }
    state.marks = findMarks(sieve, object, base?.marks);
    const found = judge(state.marks, object);
    if (found.contexts.length > 0 || state.isOdd) {
      if (reading.suspicious.length === 0) onSuspicion();
      reading.suspicious.push({ id: object.id, ...found, ...(state.isOdd && { spans: null }) });
    }
    return state;
  }

  /** Commits and tags are small: they are read whole, each for itself. */
  function readMessage(object: StoredObject): State {
    const bytes = object.bytes();
    const type = object.type === 'tag' ? 'tag' : 'commit';
    if (type === 'commit') packCommit(commits, object.id, bytes);
    const message = messageOf(bytes);
    const marks: Mark[] = [];
    sieve.find(message, (from, to, kind) => marks.push({ start: from, end: to, kind, context: UNKNOWN }));
    const found = judge(marks, {
      size: message.length,
      read: (span) => message.subarray(span.start, span.end),
    });
    if (found.contexts.length > 0) reading.messages.push({ id: object.id, type, ...found });
    return { isText: true, isOdd: false, marks: [] };
  }

  function judge(
    marks: Mark[],
    text: Pick<StoredObject, 'size' | 'read'>,
  ): Pick<Suspicious, 'contexts' | 'spans'> {
    const found = new Set<number>();
    const spans: Span[] = [];
    contexts.settle(marks, text);
    for (const mark of marks) {
      if (mark.context === COLD) continue;
      found.add(mark.context);
      addSpan(spans, mark);
    }
    return { contexts: [...found], spans };
  }
}

/** An earlier reading has said so; damage is new. */
function isToldBefore({ fresh }: Plan, { path, reason }: Skip): boolean {
  return fresh !== null && !fresh.has(path) && (reason === 'binary' || reason === 'too-large');
}

/** Where values of a suspect stand; not those that the engine finds without knowing where. */
function addSpan(spans: Span[], { start, end, kind }: Mark): void {
  if (kind !== 'run' && kind !== 'hidden' && kind !== 'block') return;
  const last = spans.at(-1)?.end ?? 0;
  const until = kind === 'block' ? end + BLOCK : end;
  if (until > last) spans.push({ start: Math.max(start, last), end: until });
}

/** How far the key behind a PEM header may reach. */
const BLOCK = 16_384;

/** What a person wrote: everything behind the headers. */
export function messageOf(object: Uint8Array): Uint8Array {
  const end = Buffer.from(object.buffer, object.byteOffset, object.byteLength).indexOf('\n\n');
  return end < 0 ? object.subarray(object.length) : object.subarray(end + 2);
}

/** Text or not is told by the first bytes; a delta that leaves those alone is what its base is. */
function kindOf(object: StoredObject, base: State | undefined): State {
  const isLikeBase =
    base?.isText &&
    object.delta !== null &&
    (novelWindows(object.delta.program, 0)[0]?.start ?? object.size) > HEAD_BYTES;
  if (isLikeBase) return { isText: true, isOdd: base.isOdd, marks: [] };
  const head = object.read({ start: 0, end: Math.min(object.size, HEAD_BYTES) });
  const isOdd =
    head.includes(0) || (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return { isText: contentKind(head) !== 'binary', isOdd, marks: [] };
}
