import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Match } from './build-match.ts';
import { fits } from './match-kind.ts';
import { isOpenValue } from './open-values.ts';
import { bindToken } from './reading.ts';
import { isLike } from './series.ts';

/**
 * Long lists: the name over hundreds of values is too far from most of them to be read. Where values of one length follow
 * each other with the same text between them, what one is the next is, too.
 */
export interface Continued {
  /** What the run is if it goes on with a row of found values; to be asked of every run, in order. */
  next(run: Span): Match | null;
  /** The run that was asked about last is this. */
  found(match: Match): void;
}

interface Step {
  run: Span;
  /** What it is, or what its row says that it is: a row goes on behind a value that is none. */
  match: Match | null;
}

const NOWHERE: Step = { run: { start: 0, end: -1 }, match: null };

export function createContinued(around: Surroundings, bytes: Uint8Array): Continued {
  /** The last runs, the last one first; rows may have two columns. */
  let last: readonly [Step, Step, Step] = [NOWHERE, NOWHERE, NOWHERE];
  return {
    next(run) {
      const [before, other, first] = last;
      const goesOn =
        before.match !== null &&
        other.match !== null &&
        isLike(bytes, [run, before.run], [other.run, first.run]);
      last = [{ run, match: goesOn ? other.match : null }, before, other];
      return goesOn ? asMatch(around, run, other.match!) : null;
    },
    found(match) {
      const { run } = last[0];
      if (match.start === run.start && match.end === run.end) last[0].match = match;
    },
  };
}

function asMatch(around: Surroundings, { start, end }: Span, alike: Match): Match | null {
  const token = { value: around.text.slice(start, end), start, end, bindAt: start, whole: true, before: '' };
  const result = fits(alike.kind, token.value);
  if (result === 'fail' || !isOpenValue(around, token)) return null;
  const evidence = alike.evidence.filter(({ kind }) => kind !== 'proof');
  const own = bindToken(around, token);
  const binding = own.bracket === null ? alike.binding : own;
  return { ...alike, value: token.value, start, end, binding, proof: result === 'proof', evidence };
}
