/**
 * What ends a line for some editors and for nobody else: CR alone, vertical tab, form feed, NEL and the two separators
 * of Unicode (https://www.unicode.org/reports/tr14/, BK, CR and NL; read 2026-11).
 */
const ODD = /[\v\f\u{85}\u{2028}\u{2029}]|\r(?!$)/gu;

/** Where they stand in a line whose own end is taken off, but for the CR of a CRLF. */
export function oddLineEnds(line: string): number[] {
  return Array.from(line.matchAll(ODD), ({ index }) => index);
}
