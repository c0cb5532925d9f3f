import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Match } from './build-match.ts';
import { matchToken } from './match.ts';
import { type Token, tokensOf } from './token.ts';

/** What a run of value characters may be read as. */

/** Ways to read a run: first as a form that proves itself inside a longer word, then as values. */
export function candidates(around: Surroundings, run: Span): Token[] {
  const tokens = tokensOf(around.text, run.start, run.end);
  const word = tokens.find((token) => token.start <= run.start && token.end >= run.end);
  if (word === undefined || word.value.length > 4000 || !around.ruleset.mayHoldPrefix(word.value))
    return tokens;
  const inside: Token[] = [];
  for (const kind of around.ruleset.prefixed) {
    if (!word.value.includes(kind.prefix)) continue;
    if (word.value.length !== word.end - word.start) continue;
    for (const hit of kind.search(word.value)) {
      if (hit.start === 0 && hit.end === word.value.length) continue;
      const start = word.start + hit.start;
      inside.push({
        value: word.value.slice(hit.start, hit.end),
        start,
        end: word.start + hit.end,
        bindAt: start,
        whole: false,
        before: word.value.slice(0, hit.start),
      });
    }
  }
  return [...inside, ...tokens];
}

/** Base64 of a word may be a wrapper (a Kubernetes Secret) or the value itself: the reading that says more wins. */
export function bestReading(around: Surroundings, token: Token): Match | null {
  const match = matchToken(around, token);
  if (token.raw === undefined) return match;
  const asIs = matchToken(around, { ...token, value: token.raw });
  return asIs !== null && asIs.points > (match?.points ?? 0) ? asIs : match;
}
