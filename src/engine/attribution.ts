import type { Category } from '../rules/rule.ts';
import type { Label } from './binding-types.ts';
import { ANOTHERS, fromStructure, isUnderItsRemark } from './enclosing-names.ts';
import { meaningOf } from './label.ts';
import type { Mention } from './lexicon.ts';
import { paragraphAround } from './lines.ts';
import { isImport, majority, mentionsIn, pick } from './mentions.ts';
import { nameKey } from './ruleset.ts';
import { settle } from './shared-issuers.ts';
import { listsBeside, placeInList } from './side-lists.ts';
import { pathOfName } from './stem.ts';
import { isStrangers } from './strangers.ts';
import type { Attribution, Place, Surroundings } from './surroundings.ts';
import { isOfWebApp } from './web-secrets.ts';

export type { Attribution, Place, Surroundings } from './surroundings.ts';

/**
 * Decides whose credential a value is. It looks outwards, nearest structure first (own name, siblings in the same
 * object, names of the objects around, headings, imports, path), and the first place that names an issuer whose
 * credentials have this shape decides.
 */

const NEAR_ABOVE = 1800;

/** The nearest issuer among `compatible`, or null where nothing names one. */
export function attribute(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  if (!around.ruleset.rules.some((_, issuer) => compatible(issuer))) return null;
  const found = nearest(around, place, compatible);
  return found === null || found.shared.length < 2
    ? found
    : { ...found, issuer: settle(around, place, found.shared) };
}

function nearest(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const own = fromOwnName(around, place, compatible) ?? fromWord(around, place, compatible);
  if (own !== null) return userOf(around, place, compatible, own);
  if (isNamedForAnother(around, place, compatible)) return null;
  const isBot = (issuer: number) => around.ruleset.rules[issuer]!.category === 'bot';
  if (isOfWebApp(around, place.binding))
    return fromAfar(around, place, (issuer) => compatible(issuer) && isBot(issuer));
  const inside = fromListBeside(around, place, compatible) ?? structured(around, place, compatible);
  if (inside !== ANOTHERS) return traderOf(around, place, inside ?? fromAfar(around, place, compatible));
  return fromAfar(around, place, (issuer) => compatible(issuer) && isBot(issuer));
}

function structured(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null | typeof ANOTHERS {
  const found = fromStructure(around, place, compatible);
  return found === null || found === ANOTHERS ? found : userOf(around, place, compatible, found);
}

/** Of a name for a form of key (`stark_key`), the exchange whose section or object it is in. */
function userOf(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
  found: Attribution,
): Attribution {
  const { rules } = around.ruleset;
  if (rules[found.issuer]!.category !== 'wallet') return found;
  const isExchange = (issuer: number) => compatible(issuer) && rules[issuer]!.category === 'exchange';
  const user = fromStructure(around, place, isExchange);
  return user === null || user === ANOTHERS || !INSIDE.has(user.kind) ? found : user;
}

/** Of a wallet's key that a call, an import or a word nearby tells, the exchange that the file trades with by such keys. */
function traderOf(around: Surroundings, place: Place, found: Attribution | null): Attribution | null {
  const { rules, kindsOf } = around.ruleset;
  if (found === null || !OPEN_KINDS.has(found.kind) || rules[found.issuer]!.category !== 'wallet')
    return found;
  const value = around.text.slice(place.start, place.end);
  const takesIt = (issuer: number) =>
    rules[issuer]!.category === 'exchange' &&
    kindsOf(issuer).some(({ role, test }) => role === 'privateKey' && test(value) !== 'fail');
  const trader = fromImports(around, takesIt);
  return trader === null ? found : { ...trader, weight: found.weight };
}

const OPEN_KINDS: ReadonlySet<string> = new Set(['call', 'above', 'import', 'file']);

const INSIDE: ReadonlySet<string> = new Set(['scope', 'section']);

/** `EXCHANGES = ["kraken", "okx"]` beside `API_KEYS = ["V", "V"]`: the name at the same index. */
function fromListBeside(
  { text, ruleset, lists }: Surroundings,
  { start, end, binding }: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null | typeof ANOTHERS {
  const place = placeInList(text, binding, start, end);
  if (place === null) return null;
  const isNamed = (word: string, { start, end }: Mention) =>
    2 * (end - start) > word.length || meaningOf(word).role !== null;
  const named = (word: string) =>
    ruleset.lexicon.find(`"${word}"`).filter((mention) => isNamed(word, mention));
  const beside = listsBeside(lists(), start, place.count).find(({ words }) =>
    words.every((word) => named(word).length > 0),
  );
  if (beside === undefined) return null;
  const found = pick(named(beside.words[place.index] ?? ''), compatible, 0);
  if (found === null) return ANOTHERS;
  return { ...found, weight: 2.5, kind: 'scope', text: 'the list beside it names the issuer' };
}

function fromAfar(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  return (
    fromParagraph(around, place, compatible) ??
    fromAbove(around, place, compatible) ??
    fromImports(around, compatible) ??
    fromPath(around, compatible) ??
    fromFile(around, compatible)
  );
}

/** A wallet's or a bot's name on a value leaves open whose it is: `PB_API_KEY` is a key for any exchange. */
const OPEN_NAMES: ReadonlySet<Category> = new Set<Category>(['wallet', 'bot']);

/** Its own name says whose it is, and it is nobody's whose credentials have this shape. */
function isNamedForAnother(
  { text, ruleset }: Surroundings,
  { binding }: Place,
  compatible: (issuer: number) => boolean,
): boolean {
  const label = binding.near[0];
  if (label === undefined || label.via === 'call' || label.via === 'scope') return false;
  const mentions = ruleset.lexicon.find(pathOfName(label)).filter((mention) => mention.kind !== 'common');
  if (isStrangers({ text, ruleset }, { label, binding })) return true;
  const isOpen = (issuer: number) => OPEN_NAMES.has(ruleset.rules[issuer]!.category);
  return (
    mentions.length > 0 &&
    !mentions.some(({ issuers }) => issuers.some((issuer) => compatible(issuer) || isOpen(issuer)))
  );
}

function fromOwnName(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  for (const label of place.binding.first(2)) {
    if (label.via === 'scope' || label.via === 'heading' || label.via === 'section') break;
    const owners = (around.ruleset.namesakes.get(nameKey(label.name)) ?? []).filter((owner) =>
      compatible(owner.issuer),
    );
    if (owners.length === 1 && namesIssuer(around, label, owners[0]!.issuer)) {
      return { issuer: owners[0]!.issuer, shared: [], weight: 3, kind: 'name', text: 'its own name says so' };
    }
  }
  return null;
}

/** Whether the label itself names this issuer: `TELEGRAM_API_HASH`, not `API_KEY`. */
export function namesIssuer(around: Surroundings, label: Label, issuer: number): boolean {
  return around.ruleset.lexicon.find(label.name).some((mention) => mention.issuers.includes(issuer));
}

function fromWord(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const host = /^(?:.*:\/\/)?[^/?#]*/.exec(place.before)![0];
  if (!/:\/\/|\w\.\w/.test(host)) return null;
  const found = pick(around.ruleset.lexicon.find(host), compatible, host.length);
  if (found === null) return null;
  return { ...found, weight: 3.5, kind: 'host', text: 'the address it stands in names the issuer' };
}

/** The only address among the lines that the value stands in, up to blank ones: `URL_1=https://www.okx.com` below `KEY_1=V`. */
function fromParagraph(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const { text } = around;
  const { start, end } = paragraphAround(text, place);
  const told = mentionsIn(around.mentions(), start, end).filter(
    (mention) => mention.issuers.some(compatible) && mention.kind !== 'common' && isImport(text, mention),
  );
  const found = pick(told, compatible, place.start);
  const isOne = told.every(({ issuers }) => issuers.some((issuer) => found?.shared.includes(issuer)));
  return found === null || !isOne
    ? null
    : { ...found, weight: 2, kind: 'above', text: 'an address beside it names the issuer' };
}

/** The text just above: a comment, a heading, the line before. Nearest first; less where another exchange stands nearer. */
function fromAbove(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const above = mentionsIn(around.mentions(), Math.max(0, place.start - NEAR_ABOVE), place.start);
  const found = pick(above, compatible, place.start);
  if (found === null) return null;
  const isExchange = (issuer: number) => around.ruleset.rules[issuer]!.category === 'exchange';
  const nearest = pick(above, isExchange, place.start);
  const isNearest = nearest === null || nearest.shared.some((issuer) => found.shared.includes(issuer));
  const isRemark = isNearest && found.shared.length === 1 && isUnderItsRemark(around, place.start);
  return {
    ...found,
    weight: isRemark ? 2.5 : isNearest ? 2 : 1,
    kind: 'above',
    text: 'the text above names the issuer',
  };
}

function fromImports(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.importVotes(), compatible);
  return found === null
    ? null
    : {
        issuer: found,
        shared: [found],
        weight: 1.5,
        kind: 'import',
        text: 'the file imports or calls this issuer',
      };
}

/** The file's name first, then its folders from the inside out. */
function fromPath(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = pick(around.pathMentions(), compatible, around.path.length);
  return found === null ? null : { ...found, weight: 1.5, kind: 'path', text: 'the path names the issuer' };
}

function fromFile(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.fileVotes(), (issuer) => compatible(issuer) && around.named().has(issuer));
  return found === null
    ? null
    : { issuer: found, shared: [found], weight: 1, kind: 'file', text: 'the file names the issuer' };
}
