import { COMMAND_SIGNS, replaceInvisible } from '../terminal/escape.ts';

/**
 * JSON that is also safe to print: every invisible character is a `\uNNNN` escape, and what CI runners obey anywhere in a
 * line is broken by one. Parsing gives back exactly what went in.
 */
export function safeJson(value: unknown, indent = 0): string {
  const visible = replaceInvisible(JSON.stringify(value, null, indent), (character) =>
    character === '\n' ? character : escapeUnits(character),
  );
  return visible.replace(COMMAND_SIGNS, '#\\u0023');
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_unit, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
