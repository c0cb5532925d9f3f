import type { PartRole } from '../findings/model.ts';
import type { Binding, Label } from './binding-types.ts';
import type { Match } from './build-match.ts';
import { isValueName, meaningOf, wordsOf } from './label.ts';
import { isIdentifier } from './match-kind.ts';
import type { Ruleset } from './ruleset.ts';
import { isNameOfList, placeInList } from './side-lists.ts';

/** What a name says besides issuer and role: whose account, which number. `BINANCE_API_KEY_2` says `2`. */

const ROLE_WORDS =
  /\b(?:k|s|api|apikey|apisecret|connect|key|keys|secret|secrets|secretkey|private|privatekey|priv|public|pub|seed|seeds|mnemonic|pass|passphrase|phrase|password|passwd|pwd|token|access|uid|user|id|client|memo|accesskey|clientid|clientkey|clientsecret|consumerkey|consumersecret|appid|appkey|appsecret|pk|sk|ak|hmac|b|64|hex|pem|value|wallet|address|login|cred|creds|credential|credentials|str|string|const|data|default|master|masterkey|mastersecret|signing|sign|mykey|mysecret|my|the|x|code|no|number|name|set|get|with|add|config|configs|conf|cfg|option|options|opts|exchange|exchanges|account|accounts|self|this|param|params|parameters|settings|env|environment|header|headers|auth|properties|keys)\b/g;

/** Role words in names without separators: `MAINAPIKEY`. */
const JOINED_ROLE_WORDS =
  /(?:api|access|secret|private|public|master|trading|trade)*(?:keys?|secrets?|token|passphrase|password|pass)\b/g;

/** The words of a match's name that are neither issuer nor role; '' where there are none. */
export function stemOf({ text, ruleset }: { text: string; ruleset: Ruleset }, match: Match): string {
  const { label } = match;
  if (label === null) return '';
  if (label.via === 'call' && meaningOf(label.name).strength < 2) return '';
  const names = [pathOfName(label), ...keysUnder(label, match)];
  const words = [...names.map((name) => wordsBeside(name, ruleset)), itemOf(text, match, label)];
  return words.filter((word) => word !== '').join(' ');
}

/** The number of a value in a list or row that its name is for: all keys there, all secrets elsewhere. */
function itemOf(text: string, { binding, start, end }: Match, label: Label): string {
  if (label.via === 'column') return isHeadOfRow(label, binding) ? `item ${label.position}` : '';
  const isOfOnePart = meaningOf(label.name).role !== null && isNameOfList(text, binding, label);
  const place = isOfOnePart ? placeInList(text, binding, start, end) : null;
  return place === null ? '' : `item ${place.index}`;
}

/** A name at the left of a table's row, with one above the value. */
function isHeadOfRow(label: Label, { near: [first, second] }: Binding): boolean {
  return (
    first === label &&
    second?.via === 'column' &&
    second.start < label.start &&
    second.position === label.position
  );
}

/** The value's own names where what it stands in says which part it is: `main` of `apiKeys: { main: "V" }`. */
function keysUnder(label: Label, { binding }: Match): string[] {
  if (label === binding.near[0] || !KEYED.has(label.via)) return [];
  return [...binding.labels, ...binding.blocks()]
    .filter(({ via, name, start }) => start > label.start && KEYED.has(via) && !isValueName(name))
    .map(({ name }) => name);
}

const KEYED: ReadonlySet<Label['via']> = new Set(['assignment', 'tag', 'scope', 'section']);

/** The name with what it is a member of: `config['binance']['key']`, `client.setApiKey`. */
export function pathOfName({ via, name, phrase }: Label): string {
  const isPath = via === 'assignment' || via === 'call';
  const path = isPath ? /[\w$@.>[\]'"-]+$/.exec(phrase.slice(-120))?.[0] : undefined;
  return path?.includes(name) ? path : name;
}

/** The words of a name that are neither issuer nor role. */
export function wordsBeside(name: string, ruleset: Ruleset): string {
  let rest = name;
  for (const mention of ruleset.lexicon.find(name).reverse()) {
    const own = rest.slice(mention.start, mention.end);
    const left = mention.kind === 'name' ? withoutIssuer(own, mention.issuers, ruleset) : '';
    rest = `${rest.slice(0, mention.start)}_${left}_${rest.slice(mention.end)}`;
  }
  const words = wordsOf(rest).replace(ROLE_WORDS, ' ').replace(JOINED_ROLE_WORDS, '');
  return words
    .split(/\s+/)
    .filter((word) => word !== '' && !isPart(meaningOf(word).role))
    .join(' ');
}

/** A word for a part that signs; `username` and `wallet` tell one account from another. */
function isPart(role: PartRole | null): boolean {
  return role !== null && !isIdentifier(role);
}

/** An issuer's own variable name without the words for the issuer: `BYBIT_TESTNET_API_KEY` is about a test account. */
function withoutIssuer(name: string, issuers: readonly number[], ruleset: Ruleset): string {
  const words = issuers.flatMap((issuer) => {
    const rule = ruleset.rules[issuer]!;
    return [rule.id, ...rule.words, ...rule.commonWords, ...rule.ccxt].map((word) => wordsOf(word));
  });
  const parts = wordsOf(name);
  const own = words.filter((word) => word !== '' && ` ${parts} `.includes(` ${word} `));
  return own
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => ` ${rest} `.replace(` ${word} `, ' '), parts);
}

/** `same`; `apart`: different numbers or accounts; `near`: one only says more than the other; `other`: no word in common. */
export function compareStems(a: string, b: string): 'same' | 'near' | 'other' | 'apart' {
  if (a === b) return 'same';
  const first = numbersOf(a);
  const second = numbersOf(b);
  if (first !== '' && second !== '' && first !== second) return 'apart';
  if (areOtherAccounts(a, b)) return 'apart';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === '') return 'near';
  return long.split(' ').some((word) => short.split(' ').includes(word)) ? 'near' : 'other';
}

function numbersOf(stem: string): string {
  return (stem.match(/\d+/g) ?? []).join();
}

/** Words of which one account has one: nobody keeps the key of a test account with the secret of a real one. */
const ACCOUNTS = [
  /\b(?:test|testnet|demo|sandbox|paper|dev|development|staging)\b/,
  /\b(?:main|mainnet|live|prod|production|primary)\b/,
  /\b(?:sub|second|secondary|backup|hedge)\b/,
];

function areOtherAccounts(a: string, b: string): boolean {
  const first = ACCOUNTS.findIndex((words) => words.test(a));
  const second = ACCOUNTS.findIndex((words) => words.test(b));
  return first >= 0 && second >= 0 && first !== second;
}
