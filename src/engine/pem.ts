import type { Span } from '../findings/model.ts';
import { lineStart } from './lines.ts';
import type { Token } from './token.ts';

const BEGIN = /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----/g;
const MAX_PEM = 16_384;
/** How much after a header without a footer is taken for its body. */
const OPEN_BLOCK = 2000;

/**
 * PEM private keys in any disguise: escaped line breaks, pieces of strings, comment signs, one line. `blocks` are the
 * ranges from header to footer: no line in them is a value of its own. What is not sound ends where a name is given a value.
 */
export function findPemKeys(text: string): { tokens: Token[]; blocks: Span[] } {
  const tokens: Token[] = [];
  const blocks: Span[] = [];
  if (!text.includes('PRIVATE KEY-----')) return { tokens, blocks };
  for (const match of text.matchAll(BEGIN)) {
    const footer = `-----END ${match[1]}-----`;
    const bodyStart = match.index + match[0].length;
    const length = text.slice(bodyStart, bodyStart + MAX_PEM + footer.length).indexOf(footer);
    const close = bodyStart + length;
    const isWhole = length >= 0;
    const end = isWhole ? close + footer.length : bodyStart + OPEN_BLOCK;
    const body = isWhole ? bodyOf(text.slice(bodyStart, close)) : null;
    const until = body === null ? Math.min(end, assignedLine(text, bodyStart, end)) : end;
    blocks.push({ start: match.index, end: until });
    if (body === null) continue;
    tokens.push({
      value: `${match[0]}\n${body}\n${footer}`,
      start: match.index,
      end: close + footer.length,
      bindAt: match.index,
      whole: true,
      before: '',
    });
  }
  return { tokens, blocks };
}

/** A name and its value, which stand in no key. */
const ASSIGNED = /\w[ \t]*[=:][ \t]*["'`]?[\w+/-]{16}/;

/** Where the line begins, or `start` if before, of the first name with a value; it may reach beyond the end. */
function assignedLine(text: string, start: number, end: number): number {
  const at = text.slice(start, end + LONGEST_ASSIGNED).search(ASSIGNED);
  return at < 0 ? end : lineStart(text, start + at, at);
}

const LONGEST_ASSIGNED = 128;

/** The base64 between header and footer, or null where something else stands there (encrypted keys have headers). */
function bodyOf(raw: string): string | null {
  const body = raw
    .replace(/\\+u000[ad]/gi, '')
    .replace(
      /["'`]\s*[+.&]\s*(?:PHP_EOL|System\.lineSeparator\(\)|Environment\.NewLine|os\.linesep|vbCrLf|vbLf)\s*[+.&]?[\s_]*["'`]?/g,
      '',
    )
    .replace(/["'`]\s*(?:\+|\.{1,2}|&|<>|<<|,|\\)?\s*(?:\r?\n)?[ \t]*(?:\+|\.{1,2}|&|<>)?[ \t]*["'`]/g, '')
    .replace(/\\+[rnt]|&#(?:10|13|xa|xd);/gi, '')
    .replace(/\\+\r?\n/g, '')
    .replace(/\n[ \t]*(?:\/\/|#|\*|--|;|>|\||[-+](?= |\t))+[ \t]*/g, '\n')
    .replace(/\\\//g, '/')
    .replace(/%2B/gi, '+')
    .replace(/%2F/gi, '/')
    .replace(/%3D/gi, '=')
    .replace(/%0[AD]/gi, '')
    .replace(/[\s"'`,]/g, '');
  return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(body) ? body.replace(/.{64}(?=.)/g, '$&\n') : null;
}
