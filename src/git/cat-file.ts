import { createHash, type Hash } from 'node:crypto';
import { KeysweepError } from '../errors.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import type { GitPlace } from './environment.ts';
import { isMissingObject, isTimeout } from './failure.ts';
import { streamGit } from './run.ts';

/** Why an object cannot be had. */
export type ObjectProblem = 'missing' | 'corrupt';

/**
 * One answer. A large object comes in pieces, to be used before the next answer is asked for; `isComplete` says
 * afterwards whether they were all.
 */
export type ObjectRead = WholeObject | LargeObject | { kind: 'problem'; id: string; problem: ObjectProblem };

export interface WholeObject {
  kind: 'whole';
  id: string;
  type: string;
  bytes: Buffer;
}

export interface LargeObject {
  kind: 'large';
  id: string;
  type: string;
  size: number;
  pieces: AsyncIterable<Buffer>;
  isComplete(): boolean;
}

export interface ReadObjects {
  place: GitPlace;
  /** Full ids; each is answered, in this order. */
  ids: readonly string[];
  /** Larger objects come in pieces. */
  wholeBytes: number;
  signal?: AbortSignal;
}

/**
 * Git gives up at an object it cannot read, and so do we where it no longer makes sense, which may be the doing of
 * the object before: git is started again with that one, and after it if that did not help, so many times.
 */
const MAX_RESTARTS = 100;
const MAX_HEADER = 256;

/**
 * Reads objects through one `git cat-file --batch`. An object that git cannot give is an answer too, and costs
 * the others nothing. Never fetches from a promisor.
 */
export async function* readObjects(options: ReadObjects): AsyncGenerator<ObjectRead> {
  const { ids } = options;
  const progress: Progress = { next: 0, isAnswered: false };
  for (let restarts = 0; progress.next < ids.length; restarts++) {
    const first = progress.next;
    const ending = restarts < MAX_RESTARTS ? yield* readBatch(options, progress) : STUCK;
    if (progress.isAnswered) progress.next++;
    else {
      const until = ending.isStuck ? ids.length : progress.next === first ? first + 1 : first;
      yield* problems({ ids, progress, until, problem: ending.problem });
    }
    progress.isAnswered = false;
  }
}

interface Unanswered {
  ids: readonly string[];
  progress: Progress;
  until: number;
  problem: ObjectProblem;
}

function* problems({ ids, progress, until, problem }: Unanswered): Generator<ObjectRead> {
  for (; progress.next < until; progress.next++) yield { kind: 'problem', id: ids[progress.next]!, problem };
}

interface Progress {
  /** The id whose answer is due. */
  next: number;
  /** It has been answered, but git has not got over it yet. */
  isAnswered: boolean;
}

/** How a batch ended before its last id: what is wrong with the one that was due, and is there a way on? */
interface Ending {
  problem: ObjectProblem;
  isStuck: boolean;
}

const CONFUSED: Ending = { problem: 'corrupt', isStuck: false };
const STUCK: Ending = { problem: 'corrupt', isStuck: true };

async function* readBatch(options: ReadObjects, progress: Progress): AsyncGenerator<ObjectRead, Ending> {
  const { place, ids, signal } = options;
  const input = `${ids.slice(progress.next).join('\n')}\n`;
  const args = ['cat-file', '--batch', '--buffer'];
  const bytes = createByteReader(
    streamGit({ place, args, input, ...(signal === undefined ? {} : { signal }) }),
  );
  try {
    yield* readAnswers({ bytes, options, progress });
    return CONFUSED;
  } catch (error) {
    if (!(error instanceof KeysweepError)) throw error;
    return { problem: isMissingObject(error) ? 'missing' : 'corrupt', isStuck: isTimeout(error) };
  } finally {
    await bytes.close();
  }
}

/** Ends early, without a word, where git's answers stop making sense. */
async function* readAnswers(state: {
  bytes: ByteReader;
  options: ReadObjects;
  progress: Progress;
}): AsyncGenerator<ObjectRead> {
  const { bytes, options, progress } = state;
  const { ids, wholeBytes } = options;
  while (progress.next < ids.length) {
    const answer = await readAnswer({ bytes, id: ids[progress.next]!, wholeBytes });
    if (answer === null) return;
    progress.isAnswered = true;
    yield answer;
    if (answer.kind === 'large' && !(await bytes.drained())) return;
    if (answer.kind === 'large' && (await bytes.exactly(1))?.[0] !== NEWLINE) return;
    progress.isAnswered = false;
    progress.next++;
  }
}

const NEWLINE = 0x0a;

/** Reads `id type size` and the content, or `id missing`; null where git says something else. */
async function readAnswer(options: {
  bytes: ByteReader;
  id: string;
  wholeBytes: number;
}): Promise<ObjectRead | null> {
  const { bytes, id, wholeBytes } = options;
  const header = (await bytes.line(MAX_HEADER))?.toString('latin1');
  if (header === `${id} missing`) return { kind: 'problem', id, problem: 'missing' };
  const parsed = headerOf(header ?? '', id);
  if (parsed === null) return null;
  const { type, size } = parsed;
  if (size > wholeBytes) return largeObject({ bytes, ...parsed });
  const content = await bytes.exactly(size);
  const hasEnd = (await bytes.exactly(1))?.[0] === NEWLINE;
  if (content === null || !hasEnd) return null;
  const digest = digestFor(parsed).update(content).digest('hex');
  return digest === id ? { kind: 'whole', id, type, bytes: content } : null;
}

interface ObjectHeader {
  id: string;
  type: string;
  size: number;
}

/** Takes git's line before an object apart; null where it is not about this one. */
export function headerOf(line: string, id: string): ObjectHeader | null {
  const fields = /^([0-9a-f]+) (blob|tree|commit|tag) (\d+)$/.exec(line);
  return fields?.[1] === id ? { id, type: fields[2]!, size: Number(fields[3]) } : null;
}

function largeObject(options: ObjectHeader & { bytes: ByteReader }): LargeObject {
  const { bytes, id, type, size } = options;
  const digest = digestFor(options);
  let isComplete = false;
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const piece of bytes.pieces(size)) {
      digest.update(piece);
      yield piece;
    }
    isComplete = bytes.isDrained() && digest.digest('hex') === id;
  }
  return { kind: 'large', id, type, size, pieces: pieces(), isComplete: () => isComplete };
}

/**
 * Git does not compare what it prints with the id. An object whose header lies about its size makes it print on,
 * and what follows could pass for the answer to the next id.
 */
export function digestFor({ id, type, size }: ObjectHeader): Hash {
  return createHash(id.length === 64 ? 'sha256' : 'sha1').update(`${type} ${size}\0`);
}
