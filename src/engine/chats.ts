import type { Label } from './binding-types.ts';
import { meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { looksRandom } from './read-words.ts';

/** Chats as people copy and export them: a message that is nothing but a value is named by the message before it. */

/** What the message before says of the value at [start, end), whose nearest name is `own`; null where no message stands there. */
export function saidBefore(text: string, start: number, end: number, own: Label | undefined): Label | null {
  const before = own !== undefined && FIELDS.test(own.name) ? exportedBefore : copiedBefore;
  let at: Message | null = { start, end, words: text.slice(start, end) };
  for (let values = 0; values < PARTS.length; values++) {
    at = before(text, at, own?.name ?? '');
    if (at === null) return null;
    const words = at.words.replace(/[^\w$@. \-\x80-\xff]+/g, ' ').trim();
    if (isValue(words)) continue;
    const phrase = values > 0 || IS_OF_ALL.test(words) ? nameAmong(words, values) : words.slice(-60);
    if (phrase === null) return null;
    return {
      via: 'line-above',
      name: phrase.split(/\s+/).at(-1)!,
      phrase,
      start: at.start,
      position: 0,
    };
  }
  return null;
}

/** Where the words of a message stand. */
interface Message {
  start: number;
  end: number;
  words: string;
}

function isValue(words: string): boolean {
  return !words.includes(' ') && words.length >= 12 && looksRandom(words);
}

/** `here are the okx keys`, over key, secret and passphrase in messages of their own. */
function nameAmong(words: string, place: number): string | null {
  const isAbout = IS_OF_ALL.test(words) || meaningOf('', words).role === 'apiKey';
  return isAbout ? PARTS[place]! : null;
}

const PARTS = ['api key', 'api secret', 'passphrase'];
const IS_OF_ALL = /\b(?:keys|creds|credentials|key\b.{1,12}\bsecret)\b/i;

/** What exports of chats call the text of a message. */
const FIELDS = /^(?:text|content|body|message|msg)$/i;

/** `"text": "here is the kraken key"` in the object before the one that holds `"text": "V"`. */
function exportedBefore(text: string, { start }: Message, name: string): Message | null {
  const from = Math.max(0, start - FAR);
  const fields = new RegExp(`"${name}"\\s{0,3}:\\s{0,3}"((?:[^"\\\\\\n]|\\\\.){1,300})"`, 'g');
  const before = text.slice(from, start);
  const found = [...before.matchAll(fields)].at(-1);
  if (found === undefined || !/\}\s{0,40},/.test(before.slice(found.index + found[0].length))) return null;
  const words = found[1]!.replace(/\\[nt]/g, ' ');
  return { start: from + found.index, end: from + found.index + found[0].length, words };
}

const FAR = 1200;

/** `<ann> V`, `12:01 - Ann: V`, or a line of its own below one with a name and a time. */
function copiedBefore(text: string, { start, end }: Message): Message | null {
  if (!/^[\s*_`"']*$/.test(text.slice(end, Math.min(lineEnd(text, end, 8), end + 8)))) return null;
  const from = lineStart(text, start, LONGEST);
  const head = text.slice(from, start);
  const above = lineAbove(text, from);
  if (above === null) return null;
  if (/^[\s*_`"']*$/.test(head)) {
    const said = HEADER.test(above.words) ? lineAbove(text, above.start) : null;
    return said !== null && HEADER.test(said.words) ? null : said;
  }
  const speaker = SPEAKER.exec(head);
  const other = SPEAKER.exec(above.words);
  if (speaker?.[0].length !== head.length || other === null || !areOfOneChat(speaker, other)) return null;
  return { ...above, start: above.start + other[0].length, words: above.words.slice(other[0].length) };
}

const LONGEST = 300;

/** The line before, over a blank one. */
function lineAbove(text: string, from: number): Message | null {
  let end = from - 1;
  for (let line = 0; line < 2 && end > 0; line++) {
    const start = lineStart(text, end, LONGEST);
    const words = text.slice(start, end).trimEnd();
    if (words.trim() !== '') return { start, end, words };
    end = start - 1;
  }
  return null;
}

/** Both with a time or in angle brackets; without either only where one person says both. */
function areOfOneChat(one: RegExpExecArray, other: RegExpExecArray): boolean {
  const [name, time, nick] = [one[2], one[1], one[3]];
  if ((time === undefined) !== (other[1] === undefined)) return false;
  if (nick !== undefined) return other[3] !== undefined;
  return time !== undefined ? other[2] !== undefined : name === other[2] && isPerson(name!);
}

function isPerson(name: string): boolean {
  const { role, other } = meaningOf(name);
  return role === null && !other && !FIELDS.test(name);
}

const TIME = /\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?/.source;

/** 1: time, 2: name before a colon, 3: name in angle brackets. */
const SPEAKER = new RegExp(
  `^[>\\s]{0,4}(?:[[(]?([\\d/.,\\- T]{0,14}${TIME})[\\])]?[\\s,-]{0,4})?(?:[*_]{0,2}([@~]?[A-Za-z\\x80-\\xff][\\w .#'\\x80-\\xff-]{0,30}?)[*_]{0,2}:[*_]{0,2}|<[@+ ]?([^<>\\s]{1,30})>)\\s{1,3}[\`"']?`,
);

/** `[02-Mar-24 11:21] ann`, `ann — Today at 11:21 AM` */
const HEADER = new RegExp(
  `^(?=.{3,80}$)(?:\\[?[\\w/.,\\- ]{0,16}${TIME}\\]? ?[^="{}:]{1,40}|[^="{}:]{2,50}[\\s\\[(]${TIME}[\\])]?)$`,
);
