/** Values that are one of several, by a condition: what all of them are given to stands before the condition. */

/** How far back a condition and the values before are read. */
const REACH = 400;

/**
 * Where the first value or the condition begins, so that the name of what is assigned stands right before, for a value that
 * begins at `left`: the branch of `live ? "V" : "V"`, `"V" if live else "V"` or `if live { "V" } else { "V" }`; null for any
 * other value.
 */
export function conditionBefore(text: string, left: number, limit: number): number | null {
  const sign = SIGNS[text[left - 1] ?? ''];
  if (sign === undefined) return null;
  const before = text.slice(Math.max(limit, left - REACH), left);
  if (!before.includes(sign)) return null;
  const earlier = EARLIER_VALUE.exec(before) ?? CONDITION.exec(before);
  return earlier === null ? null : left - earlier[0].length + earlier[1]!.length;
}

/** What ends a condition, and what must stand in one that does. */
const SIGNS: Partial<Record<string, string>> = { '?': '?', ':': '?', ')': 'if', '{': 'if', e: ' else' };

/** `? "V" :`, `"V" if … else`, `{ "V" } else {`: the value of the branch before. */
const EARLIER_VALUE =
  /()(?:(?<=\?\s{0,20})(["'`])[^"'`\n]{0,200}\2\s*:|(["'])[^"'\n]{0,200}\3\s+if\s[^\n]{1,100}\selse|(["'`])[^"'`\n]{0,200}\4[.\w()]{0,20}\s*(?:\}\s*)?else\s*\{?)\s*$/;

/** `= live ?`, `key: live ?`, `= if live {`, `= if (live)`: the condition. */
const CONDITION =
  /((?:(?<![=!<>])=(?![=>])|["'\w]:)\s*)(?:[^;\n?={}]{1,120}(?:[=!]==?[^;\n?={}]{1,60})?\?|if\b[^;\n{}]{1,120}[{)])\s*$/;
