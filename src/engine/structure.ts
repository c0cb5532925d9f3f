import { sharedScopes } from './binding.ts';
import type { Match } from './build-match.ts';
import { lineEnd, lineStart } from './lines.ts';

/** What a value stands in: brackets and blocks without brackets as one order from the inside out. */

/** A match and what it stands in. */
export interface Placed {
  match: Match;
  path: readonly number[];
}

/** Each bracket by its offset, each block and each row of a table by where its first line begins; innermost first. */
export function pathOf(text: string, match: Match): number[] {
  const brackets = sharedScopes(text, match.binding, match.start, match.end).map((scope) => scope.open);
  const blocks = match.binding.outline().filter((block) => block.kind !== 'heading');
  const row = match.label?.via === 'column' ? [lineStart(text, match.start)] : [];
  return [...new Set([...row, ...brackets, ...blocks.map((block) => block.start)])].sort((a, b) => b - a);
}

/** The name that a bracket or block is given: a key, a variable, a class; '' for calls, functions and the unnamed. */
export function nameOfScope(text: string, at: number): string {
  const character = text[at] ?? '';
  if (character === '(') return '';
  const section = character === '[' ? SECTION.exec(text.slice(at, lineEnd(text, at, 200))) : null;
  if (section !== null) return section[1]!;
  if (character === '[' || character === '{') {
    return nameBefore(text.slice(Math.max(lineStart(text, at, 160), at - 120), at));
  }
  const line = text.slice(at, lineEnd(text, at, 200)).trim();
  if (FUNCTION.test(line) || !/[:{\]]$|\b(?:then|do)$/.test(line)) return '';
  const name = line.replace(/^[-"'[\s]+/, '').replace(/["'\]\s:{]+$/, '');
  return /^[\w $.\-=!'"]+$/.test(name) ? name : '';
}

const SECTION = /^\[+\s*([^\]"'{},]{1,80})\]+\s*$/;

const FUNCTION =
  /^(?:(?:async|export|pub|default|public|private|protected|static|final|void) +)*(?:def|func|fn|function|fun|sub|proc)\b|[()]/;

/** What stands left of the last `=`, `:` or `=>` before a bracket, or after `class`. */
function nameBefore(head: string): string {
  const declared = /(?:class|struct|enum|namespace) +(\w+)[^(){}]*$/.exec(head);
  if (declared !== null) return declared[1]!;
  const operator = Math.max(head.lastIndexOf('='), head.lastIndexOf(':'));
  if (operator < 0) return '';
  const left = head.slice(0, operator).replace(/[\s:=]+$/, '');
  return /[\w$.\-[\]'" ]{1,80}$/.exec(left)?.[0] ?? '';
}

/** The value stands in a line that is a comment. */
export function isCommentedOut(text: string, { start }: Match): boolean {
  return /^\s*(?:#|\/\/|--|;|\/\*|<!--)/.test(text.slice(lineStart(text, start, 400), start));
}
