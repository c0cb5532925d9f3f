import { isChosen } from './chosen.ts';
import { type Word, wordsIn } from './companion-words.ts';
import { joinPieces } from './joined.ts';
import { lineStart } from './lines.ts';

/** What stands behind a name. */

export interface Value {
  text: string;
  start: number;
  end: number;
}

/** The value behind a name: assigned, after a colon, as the next argument or as what stands in for it. */
export function valueAfter(text: string, at: number): Value | null {
  const after = text.slice(at, at + 360);
  const match = ASSIGNED.exec(after) ?? DEFAULTED.exec(after) ?? TAGGED.exec(after);
  if (match === null) return null;
  const value = match[2] ?? match[4] ?? match[3]!;
  const start = at + match[0].lastIndexOf(value);
  return { text: value, start, end: start + value.length };
}

const ASSIGNED =
  /^\\*["'`\])]{0,2}\s{0,3}(?::\s?[\w.<>?&]{1,24}\s?(?==))?(?:=>|:=|[=:])[ \t]*(?:[\w.]{1,24}\()?(?:\\*(["'`])((?:(?!\1)[^\\\n]){4,300})\\*\1|([^\s"'`,;{}[\]]{4,300}))/;

const DEFAULTED =
  /^["'`]?[)\]]?\s{0,2}(?:,\s{0,2}(?:default=)?|\|\|\s?|\?\?\s?|or\s|<-\s?)(["'`])((?:(?!\1)[^\\\n]){4,300})\1()/;

/** `<haasPassword>V</haasPassword>`, `<string name="haas_password">V<`, `name="haas_password" value="V"`. */
const TAGGED =
  /^(?:["']?\s?\/?>(?:<!\[CDATA\[)?()([^\s<>"']{4,300})(?:\]\]>)?<|["']\s{1,3}(?:[\w:]*value|content)=(["'])((?:(?!\3)[^\\\n<>]){4,300})\3)/;

/** Words behind a name that ends at `at`, on its line and the next two, that somebody could have chosen for a password. */
export function chosenBehind(text: string, at: number): Value[] {
  return wordsIn(text, lineStart(text, at, BEFORE), endOfLines(text, at))
    .map((word) => whole(text, word))
    .filter((word) => word.start > at && isChosen(word.text));
}

/** How far back the line of a name is read, to know which quotes open. */
const BEFORE = 400;
/** A value stands this near behind its name. */
const BEHIND = 240;

/** A literal with the others that are put together with it. */
function whole(text: string, word: Word): Value {
  const joined = word.quoted ? joinPieces(text, word.start, word.end) : null;
  return joined === null ? word : { text: joined.value, start: joined.start, end: joined.end };
}

function endOfLines(text: string, from: number): number {
  const ceiling = Math.min(text.length, from + BEHIND);
  let end = from;
  for (let line = 0; line < 3 && end < ceiling; line++) {
    const next = text.indexOf('\n', end);
    if (next < 0 || next >= ceiling) return ceiling;
    end = next + 1;
  }
  return end;
}
