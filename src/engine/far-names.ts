/** Names that stand neither before the value nor around it: a function that returns it, an element beside it, a word after it. */

/** A name, and where the text that was read begins. */
export interface FarName {
  name: string;
  phrase: string;
  start: number;
}

/** How far back the head of a function may begin. */
const HEAD = 240;

/** The function or property whose value this is: `def secret(): return "V"`, `get key() { return "V" }`, `by lazy { "V" }`. */
export function returningName(text: string, left: number, limit: number): FarName | null {
  if (!mayReturn(text, left)) return null;
  const from = Math.max(limit, left - HEAD);
  const head = RETURNING.exec(text.slice(from, left));
  const name = head?.[1] ?? head?.[2] ?? head?.[3] ?? head?.[4];
  if (head === null || name === undefined || CONTROL.test(name)) return null;
  return { name, phrase: name, start: from + head.index };
}

/** The last characters rule nearly everything out. */
function mayReturn(text: string, left: number): boolean {
  switch (text[left - 1]) {
    case '{':
      return true;
    case 'n':
      return text.startsWith('return', left - 6);
    case '=':
      return /get\(\)\s?=$/.test(text.slice(Math.max(0, left - 8), left));
    case '>':
      return /[)\w]\s?=>$/.test(text.slice(Math.max(0, left - 4), left));
    default:
      return false;
  }
}

const RETURNING =
  /([A-Za-z_$][\w$]*)\s*\([^()]{0,80}\)[ \t]*(?:->[ \t]*[&\w<>[\], .|']{1,40}|:[ \t]*[\w<>[\]|? ]{1,40}|[\w*[\]]{1,20})?\s*[{:]\s*return\s*\(?$|(?:\b(?:fn|func|fun|get)\s+)([A-Za-z_$][\w$]*)\s*\([^()]{0,80}\)\s*(?:->[^{}\n]{1,40})?\{\s*$|([A-Za-z_$][\w$]*)\s*(?::\s*[\w<>?]{1,40}\s*)?(?:\bby\s+lazy\s*\{|\bget\(\)\s*=)\s*$|([A-Za-z_$][\w$]*)\s*=\s*(?:async\s*)?\([^()]{0,80}\)\s*(?::\s*\w{1,40}\s*)?=>\s*(?:\{\s*return\s*)?\(?$/;

const CONTROL = /^(?:if|for|while|switch|catch|with|elif|when|match|until|function)$/;

/** `setValue("V", forHTTPHeaderField: "X-KEY")`, `"V" -> name`, `V (api key)`, `echo V > .secret`, `echo V | vercel env add NAME`: the name comes after the value. */
export function nameAfter(text: string, end: number): FarName | null {
  const next = text.slice(end, end + 100);
  const piped = pipedName(next);
  if (piped !== null) return { name: piped, phrase: piped, start: end };
  const match = FOLLOWING.exec(next);
  const name = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4] ?? match?.[5];
  return match === null || name === undefined ? null : { name: name.trim(), phrase: name.trim(), start: end };
}

/** `"V".parse::<LocalWallet>()`: what the value is read as. */
export function typeAfter(text: string, end: number): FarName | null {
  const name = /^"\s{0,40}\.parse::<(?:\w+::){0,4}(\w{1,40})>/.exec(text.slice(end, end + 140))?.[1];
  return name === undefined ? null : { name, phrase: name, start: end };
}

/** `echo V | gh secret set API_KEY`: the last word of the command that looks like a name. */
function pipedName(next: string): string | null {
  const command = /^["']?\s{0,3}\|\s{0,3}([a-z][^|;&\n"'`$]{4,90})/.exec(next)?.[1];
  if (command === undefined) return null;
  const words = command.split(/\s+/).filter((word) => /^[A-Za-z]\w*[_-]?\w+$/.test(word));
  return words.slice(1).findLast((word) => /_/.test(word) || /^[A-Z]{3,}$/.test(word)) ?? null;
}

const FOLLOWING =
  /^\\?["'`]\s{0,4},?\s{0,4}(?:forHTTPHeaderField|forKey|forName|forHeader)\s*:\s*@?["']([\w .-]{1,60})["']|^["'`]?[ \t]{1,4}->>?\s{1,4}([A-Za-z_.][\w.]{1,60})|^[ \t]{1,4}\(([A-Za-z][\w -]{2,30})\)|^["'`]?[ \t]{1,3}>{1,2}[ \t]{0,3}["']?(?:[\w.~-]*\/)*\.?([A-Za-z][\w.-]{1,40})|^["'`]?\s{0,3}\|\s{0,3}[a-z][^\n|]{1,60}?\s["']?([A-Z][A-Z\d_]{2,60}|[a-z]\w{0,40}[_-][\w-]{0,40}(?:key|secret|token|pass\w{0,7}))(?![\w-])/;

/** Elements that say how a text looks, not what it is. */
export const LOOKS =
  /^(?:td|th|code|b|i|u|em|strong|span|p|div|kbd|pre|dd|li|t|tt|samp|font|a|string|value|str|text)$/i;

/** `<td>secret</td><td>V</td>`, `<data name="secret"><value>V</value>`: the element before or around has the name. */
export function elementName(text: string, open: number, limit: number, tag: string): FarName | null {
  if (!LOOKS.test(tag)) return null;
  const from = Math.max(limit, open - 300);
  const before = text.slice(from, open);
  const match = AROUND.exec(before) ?? BESIDE.exec(before);
  if (match === null) return null;
  return { name: match[1]!, phrase: match[1]!, start: from + match.index };
}

/** `<b>secret:</b> V`: the element that ends before `at` has the name, with a colon or an equals sign. */
export function elementBefore(text: string, at: number, limit: number): FarName | null {
  const from = Math.max(limit, at - 200);
  const match =
    /(?:^|>)\s*([^<>\n]{2,60}?)\s*(?:[:=]\s*(?:<\/[a-z]{1,10}>\s*){1,3}|(?:<\/[a-z]{1,10}>\s*){1,3}[:=]\s*)$/i.exec(
      text.slice(from, at),
    );
  return match === null ? null : { name: match[1]!, phrase: match[1]!, start: from + match.index };
}

const AROUND =
  /<(?!\/)[^<>]{1,200}\b(?:name|key|id)\s*=\s*["']([^"'<>]{1,80})["'][^<>]{0,100}>\s*(?:<[a-z]{1,10}>\s*){0,2}$/i;

const BESIDE =
  /(?:^|>)\s*([^<>\n]{2,60}?)\s*[:=]?\s*(?:<\/[\w:-]{1,40}>\s*){1,3}(?:[\s:=-]|<\/?[a-z]{1,10}(?:\s[^<>]{0,60})?>){0,30}$/i;

/** `f("a, b", [("V", "W")])`, `Map({'a', 'b'}, {'V', 'W'})`, `[a, b] = ["V", "W"]`: the name at the same place in a list. */
export function listedName(text: string, open: number, position: number, limit: number): FarName | null {
  if (!/[,[=]\s*$|%w$|\bqw$/.test(text.slice(Math.max(limit, open - 12), open))) return null;
  const from = Math.max(limit, open - 240);
  const lists = LISTS.exec(text.slice(from, open));
  const list = lists?.[1] ?? lists?.[2] ?? lists?.[3];
  if (lists === null || list === undefined) return null;
  const name = list.split(',')[position]?.replace(/[\s"'`$]/g, '');
  return name === undefined || name === '' ? null : { name, phrase: name, start: from + lists.index };
}

const LISTS =
  /["']([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*){1,7})["']\s*,\s*\[\s*(?:\([^()]{0,160}\)\s*,\s*){0,2}$|\{((?:\s*["']\w{2,40}["']\s*,?){2,8})\}\s*,\s*$|[[(]?\s*(\$?[A-Za-z_]\w*(?:\s*,\s*\$?[A-Za-z_]\w*){1,7})\s*[\])]?\s*=\s*(?:%w|qw)?$/;
