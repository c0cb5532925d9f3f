import type { Span } from '../findings/model.ts';
import { type ObjectRead, type ReadObjects, readObjects, type WholeObject } from '../git/cat-file.ts';
import { readObjectsNow } from '../git/cat-file-now.ts';
import type { GitPlace } from '../git/environment.ts';
import { addedLines } from './added-lines.ts';
import { contentKind, holdsText } from './content-kind.ts';
import type { PlannedBlob } from './planned-blobs.ts';
import type { Source, SourceItem } from './source.ts';
import type { ReadLimits } from './tree.ts';
import { cutWindows } from './windows.ts';

export interface ReadPlanned {
  place: GitPlace;
  blobs: readonly PlannedBlob[];
  limits: ReadLimits;
  /** Contents by id that were read before. */
  known?: ReadonlyMap<string, Buffer>;
  /** Hand out what the files were before, too. */
  withBefore?: boolean;
  signal?: AbortSignal;
}

/**
 * Reads planned blobs and marks in each the lines that are new. A blob too large to be held whole comes in
 * windows in which everything counts as new. Behind the signature of an image or an archive text is still read.
 */
export async function* readPlanned(options: ReadPlanned): Source {
  const { blobs, limits, withBefore = false, ...rest } = options;
  const ids = blobs.flatMap(({ id, olds }) => [id, ...oldIds(olds)]);
  const answers = answersFor({ ...rest, ids, wholeBytes: limits.wholeBytes });
  for (const blob of blobs) {
    const answer = await nextOf(answers);
    if (answer.kind === 'large') yield* largeItems({ blob, answer, limits });
    const olds = new Map<string, Uint8Array>();
    for (const id of oldIds(blob.olds)) {
      const old = await nextOf(answers);
      if (old.kind === 'whole') olds.set(id, old.bytes);
    }
    if (answer.kind === 'whole') yield* wholeItems({ blob, answer, olds, withBefore });
    if (answer.kind === 'problem') yield { skip: { path: blob.path, reason: `${answer.problem}-object` } };
  }
  await answers.return(undefined);
}

async function* answersFor(options: ReadObjects & Pick<ReadPlanned, 'known'>): AsyncGenerator<ObjectRead> {
  yield* knownObjects(options) ?? readObjectsNow(options) ?? readObjects(options);
}

/** What was read before; null where something was not, or is too large to be held whole. */
function knownObjects({
  known,
  ids,
  wholeBytes,
}: ReadObjects & Pick<ReadPlanned, 'known'>): WholeObject[] | null {
  if (known === undefined) return null;
  const objects = ids.map((id): WholeObject | null => {
    const bytes = known.get(id);
    return bytes === undefined || bytes.length > wholeBytes
      ? null
      : { kind: 'whole', id, type: 'blob', bytes };
  });
  return objects.every((object) => object !== null) ? objects : null;
}

function oldIds(olds: string[][]): string[] {
  return [...new Set(olds.flat())];
}

async function nextOf(answers: AsyncGenerator<ObjectRead>): Promise<ObjectRead> {
  const next = await answers.next();
  if (next.done === true) throw new RangeError('readObjects answered fewer ids than it was asked for');
  return next.value;
}

interface Answered<Kind extends ObjectRead['kind']> {
  blob: PlannedBlob;
  answer: ObjectRead & { kind: Kind };
}

function* wholeItems(
  options: Answered<'whole'> & { olds: Map<string, Uint8Array>; withBefore: boolean },
): Generator<SourceItem> {
  const { blob, answer, olds, withBefore } = options;
  const { path, id } = blob;
  const { bytes, type } = answer;
  const kind = contentKind(bytes);
  if (type !== 'blob')
    return yield { skip: { path, reason: 'corrupt-object', detail: 'it is no file content' } };
  if (kind === 'binary' && !holdsText(bytes)) return yield { skip: { path, reason: kind } };
  const within = newIn({ bytes, blob, olds });
  const before =
    !withBefore || olds.size === 0 ? {} : { before: blob.olds.map((ids) => versionsOf(ids, olds)) };
  yield { blob: { bytes, id, provenance: provenanceOf(blob), within, ...before } };
  if (kind === 'lfs-pointer') yield { skip: { path, reason: kind } };
}

/** What any of the changes brings; an old version that could not be read makes more new, never less. */
function newIn(options: { bytes: Uint8Array; blob: PlannedBlob; olds: Map<string, Uint8Array> }): Span[] {
  const { bytes, blob, olds } = options;
  const spans = blob.olds.flatMap((ids) => addedLines({ bytes, olds: versionsOf(ids, olds) }));
  return blob.olds.length === 1 ? spans : joined(spans);
}

function versionsOf(ids: readonly string[], olds: ReadonlyMap<string, Uint8Array>): Uint8Array[] {
  return ids.map((id) => olds.get(id)).filter((version) => version !== undefined);
}

function joined(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

async function* largeItems(options: Answered<'large'> & { limits: ReadLimits }): Source {
  const { blob, answer, limits } = options;
  const { path, id } = blob;
  const isScanned = answer.size <= limits.maxBytes;
  if (!isScanned) yield { skip: { path, reason: 'too-large', detail: `${answer.size} bytes` } };
  else {
    let isBinary = false;
    let hasText = false;
    for await (const { bytes, place } of cutWindows(answer.pieces, limits)) {
      if (place.offset === 0) isBinary = contentKind(bytes) === 'binary';
      if (isBinary && !holdsText(bytes)) continue;
      hasText = true;
      yield { blob: { bytes: new Uint8Array(bytes), id, provenance: provenanceOf(blob), window: place } };
    }
    if (isBinary && !hasText) yield { skip: { path, reason: 'binary' } };
    if (!answer.isComplete()) yield { skip: { path, reason: 'corrupt-object' } };
  }
}

function provenanceOf({ path, commit }: PlannedBlob): { path: string; commit?: NonNullable<typeof commit> } {
  return commit === undefined ? { path } : { path, commit };
}
