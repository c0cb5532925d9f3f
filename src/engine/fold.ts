/**
 * Characters as names are compared: letters in upper case, digits, `.`, `/` and `:` as they are, `@` as a question mark,
 * every separator of words as an underscore, bytes of other scripts as they are, everything else as 0. The last six bits
 * tell all but those bytes apart.
 */
export const FOLDED_SEPARATOR = 95;
export const FOLD = foldTable();

function foldTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let letter = 65; letter <= 90; letter++) table[letter] = table[letter + 32] = letter;
  for (let digit = 48; digit <= 57; digit++) table[digit] = digit;
  for (const mark of './:') table[mark.charCodeAt(0)] = mark.charCodeAt(0);
  for (const separator of ' -_') table[separator.charCodeAt(0)] = FOLDED_SEPARATOR;
  table[64] = 63;
  for (let byte = 128; byte < 256; byte++) table[byte] = byte;
  return table;
}

export function sixBits(code: number): number {
  return code & 63;
}
