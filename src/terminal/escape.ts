/**
 * Puts something else in the place of everything a terminal, an editor or a reader could take for something else than it
 * is: control, format (bidi, zero-width), surrogate, line and paragraph separator characters, and those that fonts draw
 * as nothing. The pattern stands in here because making it takes long and most commits never need it.
 */
export function replaceInvisible(text: string, by: (character: string) => string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, by);
}

/** A `::` that a runner could read as a workflow command: at the start or after white space. */
const COMMAND_COLONS = /(^|\s):(?=:)/g;

/**
 * What a runner could read as a command anywhere in a line: `##[` (GitHub Actions), `##vso[` (Azure Pipelines, logging
 * commands), `##teamcity[` (TeamCity, service messages); their documentation, 2026-11.
 */
export const COMMAND_SIGNS = /##(?=\w*\[)/g;

/**
 * Makes untrusted text safe to print on one line: whatever is invisible or moves the cursor becomes a visible
 * `\xNN` or `\u{...}`. Line breaks too, so the result is always one line.
 */
export function escapeText(text: string): string {
  return replaceInvisible(text, visible);
}

/**
 * `escapeText`, and also safe in the log of a CI runner, which obeys lines that begin with `::` (GitHub Actions) and
 * `COMMAND_SIGNS` anywhere in a line.
 */
export function escapeLogText(text: string): string {
  return escapeText(text).replace(COMMAND_SIGNS, '#\\x23').replace(COMMAND_COLONS, '$1\\x3a');
}

/** The visible escape of one character. */
export function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
