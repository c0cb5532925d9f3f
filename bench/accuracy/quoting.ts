import { between, whole } from './marks.ts';

/** Quotes marked text the way languages do; the marks stay around the value. */
type Quote = (value: string) => string;

/** `"…"` with backslash escapes: C, JavaScript, Java, Go, Python and most others. */
export const double: Quote = (value) => `"${between(value, escaper('"'))}"`;

/** `'…'` with backslash escapes. */
export const single: Quote = (value) => `'${between(value, escaper("'"))}'`;

/** `` `…` `` with backslash escapes. */
export const backtick: Quote = (value) => `\`${between(value, (t) => t.replace(/[\\`]|\$\{/g, '\\$&'))}\``;

/** Doubles the quote instead of escaping it: SQL, Pascal, MATLAB, YAML's single quotes. */
export const doubled: Quote = (value) => `'${between(value, (t) => t.replace(/'/g, "''"))}'`;

/** A shell word in single quotes. */
export const shell: Quote = (value) => `'${between(value, (t) => t.replace(/'/g, `'\\''`))}'`;

/** A cell of a comma separated table. */
export const csv: Quote = (value) =>
  /[",\n]/.test(value) ? `"${between(value, (t) => t.replace(/"/g, '""'))}"` : value;

/** Text of an XML element or attribute. */
export const xml: Quote = (value) =>
  between(value, (t) =>
    t.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;'),
  );

/** Percent-encoding as in a query string. */
export const percent: Quote = (value) => between(value, encodeURIComponent);

/** `\uXXXX` for every character. */
export const unicodeEscapes: Quote = (value) =>
  between(value, (t) => Array.from(t, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));

/** `\xXX` for every character. */
export const hexEscapes: Quote = (value) =>
  between(value, (t) => Array.from(t, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''));

/** Base64 of the value as a whole. */
export const base64: Quote = (value) => whole(value, (t) => Buffer.from(t).toString('base64'));

/** A JSON document, marks and all. */
export function json(document: unknown, indent = 2): string {
  return JSON.stringify(document, null, indent);
}

function escaper(quote: string): (text: string) => string {
  return (text) =>
    text.replace(/[\\\n\r\t"']/g, (c) => {
      if (c === '\n') return '\\n';
      if (c === '\r') return '\\r';
      if (c === '\t') return '\\t';
      return c === '\\' || c === quote ? `\\${c}` : c;
    });
}
