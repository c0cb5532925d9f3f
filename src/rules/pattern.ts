import { ambiguityProblem } from './ambiguity.ts';
import { backtrackingProblem } from './backtracking.ts';
import { RegexSyntaxError } from './regex.ts';

/** A rule's pattern as the engine uses it: anchored at both ends, Unicode mode. Throws SyntaxError. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** The longest that keysweep ships has an eighth of it. */
const MAX_LENGTH = 2_000;

/** Why a pattern may not stand in a rule, or null. */
export function patternProblem(pattern: string): string | null {
  if (/^\^|\$$/.test(pattern)) return 'leave out ^ and $: the pattern is anchored at both ends';
  if (pattern.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  try {
    if (compilePattern(pattern).test('')) return 'matches the empty string';
    const ambiguity = ambiguityProblem(pattern) ?? backtrackingProblem(pattern);
    return ambiguity === null ? null : `not linear in time: ${ambiguity}`;
  } catch (error) {
    if (error instanceof RegexSyntaxError) return error.message;
    const message = error instanceof Error ? error.message.replace(/^.*\/u: /s, '') : 'invalid pattern';
    const advice = message === 'Invalid escape' ? ' (escape only what needs it)' : '';
    return `does not compile: ${message}${advice}`;
  }
}
