/**
 * Tells random values from words, identifiers and made-up fillers. Everything here is linear in the value.
 */

/**
 * Log-odds (base 2, plus 6, cut to 0..9) of each pair of letters in words of code and prose against chance;
 * row by first letter, column by second. Counted over source code and documentation of many projects.
 */
const PAIR_ODDS = [
  '37872471725988071989654562',
  '72337120560712610542600050',
  '81538208617731920648610240',
  '72269351821422631463611140',
  '84896862552979476999366861',
  '71316600800511800744600030',
  '41108045700545410765510010',
  '71009000700241710546500020',
  '66877670203879962689260505',
  '30006000100000400060310000',
  '40118120500213210041203200',
  '84269831802722840377742060',
  '86139010700463770152500010',
  '82888682615535840289650050',
  '56783550536789670968856322',
  '80348116602721860867610060',
  '10000000000200000110600000',
  '83669461805568930788653060',
  '61739336804544773389724150',
  '81639419901543860977815380',
  '56557540600778370877100100',
  '70108000600000430010000000',
  '60015006700204600540002000',
  '40505000400020160016000120',
  '31323040400445470355004000',
  '10005000300000300000000000',
];

/** Average of a random letter pair, and what three standard deviations of the mean of one pair come to. */
const RANDOM_MEAN = -2.77;
const RANDOM_SPREAD = 12;

/** The same as numbers, 0 for a log-odds of 0: row times 32 plus column, counted from 1 as letters are in ASCII. */
const ODDS = buildOdds();

function buildOdds(): Int8Array {
  const table = new Int8Array(1 << 10);
  PAIR_ODDS.forEach((row, first) => {
    for (let second = 0; second < 26; second++)
      table[((first + 1) << 5) | (second + 1)] = row.charCodeAt(second) - 54;
  });
  return table;
}

/** True where the letters run as they do in words: an identifier, a path, a sentence, not a random value. */
export function isWordy(value: string): boolean {
  if (/^(?:0x)?[0-9a-fA-F]+$/.test(value)) return false;
  const { odds, pairs } = letterOdds(value);
  return isLikeWords(odds, pairs);
}

/** `isWordy` of a name (letters, digits, underscores) in bytes; never for one that may be hexadecimal. */
export function isWordyName(bytes: Uint8Array, start: number, end: number): boolean {
  let pairs = 0;
  let odds = 0;
  let previous = 0;
  let isHex = true;
  for (let at = start; at < end; at++) {
    const code = bytes[at]!;
    const letter = code >= 65 && code !== UNDERSCORE ? code & 31 : 0;
    if (letter > 6 && letter !== LETTER_X) isHex = false;
    if (letter !== 0 && previous !== 0) {
      pairs++;
      odds += ODDS[(previous << 5) | letter]!;
    }
    previous = letter;
  }
  return !isHex && isLikeWords(odds / pairs, pairs);
}

const UNDERSCORE = 95;
const LETTER_X = 24;

function isLikeWords(odds: number, pairs: number): boolean {
  return pairs >= 5 && odds > Math.max(-0.3, RANDOM_MEAN + RANDOM_SPREAD / Math.sqrt(pairs));
}

/** Average log-odds of the letter pairs in `value`: above 0 for words, near -2.8 for chance; 0 without pairs. */
export function letterOdds(value: string): { odds: number; pairs: number } {
  let pairs = 0;
  let odds = 0;
  let previous = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at) | 32;
    const letter = code >= 97 && code <= 122 && value.charCodeAt(at) >= 65 ? code & 31 : 0;
    if (letter !== 0 && previous !== 0) {
      pairs++;
      odds += ODDS[(previous << 5) | letter]!;
    }
    previous = letter;
  }
  return { odds: pairs === 0 ? 0 : odds / pairs, pairs };
}

/** Shannon entropy of the value's characters, in bits per character. */
export function entropy(value: string): number {
  if (value !== measured.value) measured = { value, entropy: measure(value) };
  return measured.entropy;
}

/** Every kind that a value could be asks for the same number. */
let measured = { value: '', entropy: 0 };

function measure(value: string): number {
  COUNTS.fill(0);
  for (let at = 0; at < value.length; at++) COUNTS[value.charCodeAt(at) & 127]!++;
  let bits = 0;
  for (let code = 0; code < 128; code++) {
    const share = COUNTS[code]! / value.length;
    if (share > 0) bits -= share * Math.log2(share);
  }
  return bits;
}

/** Scratch room of `entropy`, so that a value costs no allocation. */
const COUNTS = new Uint32Array(128);

/** What a random value of this length and alphabet practically always reaches; used where a rule sets no floor. */
export function entropyFloor(value: string): number {
  const alphabet = /^(?:0x)?[0-9a-f-]+$/i.test(value) ? 16 : 32;
  return Math.log2(Math.min(alphabet, value.length)) * (value.length < 32 ? 0.64 : 0.74);
}

/** Longer values are encodings of something; what is typed is shorter. */
const LONG = 160;

const FILLER_WORDS =
  /example|sample|mnemonic|dummy|fake|mock|placeholder|your|insert|redacted|change.?me|replace|secret|api.?key|apikey|public.?key|private.?key|password|passphrase|token|foobar|lorem|xxxx|\*\*\*|todo|deadbeef|cafebabe|badc0de|c0ffee|0123456|1234567|987654|abcdefg|abcdef0|qwerty|asdf|lkm12n|123123|aaaaaa|ffffffff|00000000|not.?real|test.?test|this.?is|something|random|invalid|undefined|schluessel|senha|chave|justa|void-|dead-?beef/gi;

/**
 * True for values that somebody typed: words that say so, one character repeated, runs up or down the alphabet,
 * a short pattern over and over.
 */
export function isFiller(value: string): boolean {
  if (value.length > LONG) return distinct(value) < 6;
  return (
    saysFiller(value) ||
    BLACKED_OUT.test(value) ||
    distinct(value) < minimumDistinct(value) ||
    hasLongRun(value) ||
    isCounting(value) ||
    isPeriodic(value) ||
    hasSentence(value)
  );
}

/** `2fFZXXX_CXB5XXXDGM`: what somebody wrote over parts of a value; chance does so once in millions. */
const BLACKED_OUT = /([Xx])\1\1.*\1\1\1/;

/** A short word in mixed case (`yOUr`) is chance: one in a thousand random keys has one. */
function saysFiller(value: string): boolean {
  return (value.match(FILLER_WORDS) ?? []).some(
    (word) => word.length > 5 || /^.[^A-Z]*$|^[^a-z]*$/.test(word),
  );
}

/** `isFiller` for values with fixed words in them (`organizations/…/apiKeys/…`): their longest parts decide. */
export function isFillerInParts(value: string): boolean {
  const parts = value.split(/[/:.]/).filter((part) => part.length >= 16);
  return parts.length === 0 ? isFiller(value) : parts.every(isFiller);
}

function distinct(value: string): number {
  SEEN.fill(0);
  let count = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at) & 255;
    if (SEEN[code] === 0) count++;
    SEEN[code] = 1;
  }
  return count;
}

/** Scratch room of `distinct`. */
const SEEN = new Uint8Array(256);

/** A random value of this length has fewer distinct characters with a chance below one in a million. */
function minimumDistinct(value: string): number {
  if (/^[0-9]+$/.test(value)) return 3;
  if (value.length >= 56) return 11;
  if (value.length >= 40) return 10;
  if (value.length >= 30) return 8;
  if (value.length >= 20) return 6;
  return value.length >= 12 ? 5 : Math.min(3, value.length);
}

/** Six characters in a row that repeat or count up or down by one. */
function hasLongRun(value: string): boolean {
  for (const step of [0, 1, -1]) {
    let run = 1;
    for (let at = 1; at < value.length; at++) {
      run = value.charCodeAt(at) - value.charCodeAt(at - 1) === step ? run + 1 : 1;
      if (run >= 6) return true;
    }
  }
  return false;
}

/**
 * `ABC123DEF456`, `a1b2c3d4e5f6`: far more characters count up from the one before, or from the one before that, than
 * chance makes. In hexadecimal digits it makes more.
 */
function isCounting(value: string): boolean {
  const least = /^(?:0x)?[0-9a-fA-F-]+$/.test(value) ? 0.6 : 0.4;
  return [1, 2].some((stride) => {
    let steps = 0;
    for (let at = stride; at < value.length; at++)
      if (value.charCodeAt(at) - value.charCodeAt(at - stride) === 1) steps++;
    return steps >= 8 && steps >= least * (value.length - stride);
  });
}

/** A dozen letters of one case in a row that read as words, in a value of both cases. */
function hasSentence(value: string): boolean {
  if (!/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false;
  return (value.match(/[a-z]{12,}|[A-Z]{12,}/g) ?? []).some((run) => letterOdds(run).odds > 0);
}

/** A pattern of at most a third of the value that repeats to its end. */
function isPeriodic(value: string): boolean {
  for (let period = 1; period * 3 <= value.length && period <= 24; period++) {
    let at = period;
    while (at < value.length && value[at] === value[at - period]) at++;
    if (at === value.length) return true;
  }
  return false;
}
