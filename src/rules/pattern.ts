/** A rule's pattern as the engine uses it: anchored at both ends, Unicode mode. Throws SyntaxError. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}

/** Why a pattern may not stand in a rule, or null. */
export function patternProblem(pattern: string): string | null {
  if (/^\^|\$$/.test(pattern)) return 'leave out ^ and $: the pattern is anchored at both ends';
  try {
    const compiled = compilePattern(pattern);
    return compiled.test('') ? 'matches the empty string' : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : 'invalid pattern';
    return `does not compile: ${message.replace(/^.*\/u: /s, '')}`;
  }
}
