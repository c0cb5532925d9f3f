import type { PartRole } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import { type Binding, bindingOf, type Label, sharedScopes } from './binding.ts';
import { calledText, type Match } from './build-match.ts';
import { isChosen } from './chosen.ts';
import { columnLabel } from './columns.ts';
import { fieldBehind } from './companion-lines.ts';
import { isElsewhere, regionsOf } from './companion-regions.ts';
import { rowOf } from './companion-rows.ts';
import { isPlausible, type Word, wordsIn } from './companion-words.ts';
import { isInitialOfPass } from './initials.ts';
import { isValueName, meaningOf, wordsOf } from './label.ts';
import { lineStart } from './lines.ts';
import { listedPlace } from './listed.ts';
import { isOfMessage, isSignedPass } from './lookalike.ts';
import { roleFit } from './match-kind.ts';
import { isWrapper } from './position.ts';
import { isFiller, isWordy } from './randomness.ts';
import { isNamedInCell } from './reading.ts';
import { NOTEBOOK_LINE } from './rows.ts';
import { callFacts, type Kind, nameKey } from './ruleset.ts';
import { pathOfName, stemOf } from './stem.ts';
import { pathOf } from './structure.ts';
import type { Token } from './token.ts';
import { readUse, variableOf } from './uses.ts';

/**
 * Parts that no shape gives away (passphrases, user ids, short keys): looked for only around a part that was found,
 * by their names or their position in a call.
 */

/** Values near `match` that fill the roles its issuer's bundles still want, from the nearest brackets outwards. */
export function findCompanions(around: Surroundings, match: Match, known: readonly Match[]): Match[] {
  const found: Match[] = [];
  const refused = new Set<number>();
  let kinds = wantedKinds(around, match, known);
  const passphrase = kinds.find(({ role }) => role === 'passphrase');
  const behind = passphrase === undefined ? null : fieldBehind(around.text, match, known);
  if (passphrase !== undefined && behind !== null && isUsable(passphrase, behind.text)) {
    const binding = bindingOf(around.text, behind.start, behind.end);
    found.push(beside(match, { kind: passphrase, word: behind, binding, label: null }));
    kinds = kinds.filter((kind) => kind.role !== 'passphrase');
  }
  for (const region of kinds.length === 0 ? [] : regionsOf(around.text, match, known)) {
    for (const word of wordsIn(around.text, region.start, region.end)) {
      const place = word.start * PLACES + word.text.length;
      if (refused.has(place) || isTaken(word, known) || isTaken(word, found)) continue;
      const companion = asCompanion(around, match, word, kinds);
      if (companion !== null && !isBeyondAnother(around, match, companion, known)) found.push(companion);
      else refused.add(place);
    }
    const open = kinds.filter((kind) => !found.some((other) => other.role === kind.role));
    if (open.length === 0) break;
    if (open.length < kinds.length) refused.clear();
    kinds = open;
  }
  return found;
}

/** Words are shorter than this. */
const PLACES = 4096;

function isTaken(word: Word, matches: readonly Match[]): boolean {
  return matches.some(({ start, end }) => word.start < end && start < word.end);
}

/** Something of another exchange stands between: then only its own name, or its place in a list, gives it to this one. */
function isBeyondAnother(around: Surroundings, match: Match, word: Match, known: readonly Match[]): boolean {
  const from = Math.min(word.end, match.end);
  const to = Math.max(word.start, match.start);
  const isBetween = known.some(
    ({ kind, start, end }) =>
      kind.rule.category === 'exchange' && kind.issuer !== match.kind.issuer && start >= from && end <= to,
  );
  return isBetween && !namesOwner(around, match, word) && rowOf(around.text, match, word) === null;
}

function namesOwner({ ruleset }: Surroundings, { kind }: Match, { label, binding }: Match): boolean {
  return [label, ...binding.near].some(
    (name) =>
      name !== null &&
      ruleset.lexicon.find(pathOfName(name)).some(({ issuers }) => issuers.includes(kind.issuer)),
  );
}

function wantedKinds(around: Surroundings, match: Match, known: readonly Match[]): Kind[] {
  const { bundles } = match.kind.rule;
  const roles = new Set(bundles.filter((bundle) => bundle.includes(match.role)).flat());
  const near = known.filter(
    (other) => other.kind.issuer === match.kind.issuer && Math.abs(other.start - match.start) < 400,
  );
  for (const other of near) if (isBeside(around, match, other)) roles.delete(other.role);
  return around.ruleset.kindsOf(match.kind.issuer).filter((kind) => roles.has(kind.role));
}

/** In the same bracket or block, and with nothing in their names that tells them apart. */
function isBeside(around: Surroundings, match: Match, other: Match): boolean {
  const [block, others] = [pathOf(around.text, match)[0], pathOf(around.text, other)[0]];
  return block === others && stemOf(around, match) === stemOf(around, other);
}

function asCompanion(around: Surroundings, match: Match, word: Word, kinds: readonly Kind[]): Match | null {
  const isOutside = isBare(around.text, match) || isRemark(around.text, word);
  const isNumber = !isOutside && !word.quoted && /^-?\d{5,16}$/.test(word.text);
  if (!isPlausible(around, word, isOutside || isNumber)) return null;
  const before = around.text.slice(Math.max(0, word.start - 120), word.start);
  if (isOfMessage(before) || isSignedPass(before, word.text)) return null;
  const binding = bindingOf(around.text, word.start, word.end);
  const column = isNamedInCell(around, word, binding) ? null : columnLabel(around, word.start);
  const label = column ?? tellingLabel(binding.labels) ?? null;
  const row =
    column === null ? rowOf(around.text, match, { binding, start: word.start, end: word.end }) : null;
  if (row?.is === 'other' || (row === null && isElsewhere(around.text, match, word, { binding, label })))
    return null;
  const role =
    row === null ? roleOf({ around, match, label, binding, word }) : meaningOf(row.label.name).role;
  if (!isPassword(kinds, role) && isTyped(word.text)) return null;
  if (label !== null && isAnothersName(around, match, label, kinds)) return null;
  const kind = kinds.find(
    (candidate) =>
      ((label !== null && isNameOf(candidate, label)) || fitsRole(role, candidate.role, kinds)) &&
      isUsable(candidate, word.text),
  );
  if (kind === undefined || (isNumber && (kind.role !== 'uid' || label?.via !== 'assignment'))) return null;
  return beside(match, { kind, word, binding, label: row?.label ?? label });
}

/** A part of the credential that the match is a part of. */
function beside(
  { attribution }: Match,
  { kind, word, binding, label }: { kind: Kind; word: Word; binding: Binding; label: Label | null },
): Match {
  return {
    kind,
    role: kind.role,
    value: word.text,
    start: word.start,
    end: word.end,
    binding,
    label,
    attribution,
    proof: false,
    points: 2.5,
    evidence: [{ kind: 'label', text: calledText(kind) }],
  };
}

/** The match stands without quotes, as values do in a text that is no code, wherever that text is kept. */
function isBare(text: string, match: Match): boolean {
  return !/["'`]/.test(text[match.start - 1] ?? '');
}

/** `# okx passphrase: V`: a remark that names it. */
function isRemark(text: string, { start }: Word): boolean {
  return REMARK.test(text.slice(lineStart(text, start, 200), start));
}

const REMARK =
  /(?:^|\s)(?:#|\/\/|--|\/?\*)\s.{0,80}\b(?:pass(?:phrase|word|wd)?|pw|pwd|memo|uid)(?:\s?[:=]|\sis)\s{0,2}$/i;

/** A name that the rule has for this kind, with or without the issuer before it: `identity`, `BITOPRO_IDENTITY`. */
function isNameOf({ kind }: Kind, { name }: Label): boolean {
  const key = nameKey(name);
  return kind.names.some((own) => {
    const known = nameKey(own);
    return (
      known === key || (key.length >= 5 && known.endsWith(key)) || (known.length >= 5 && key.endsWith(known))
    );
  });
}

/** The first name that says what the value is; a mere "value" or `String::from` leaves it to the next one. */
function tellingLabel(labels: readonly Label[]): Label | undefined {
  const isMute = (label: Label) =>
    isValueName(label.name) || (label.via === 'call' && isWrapper(label.phrase));
  return labels.slice(0, 3).find((label) => !isMute(label)) ?? labels[0];
}

/** The name belongs to another issuer, or to a credential of this one that is none of those looked for. */
function isAnothersName(around: Surroundings, match: Match, label: Label, kinds: readonly Kind[]): boolean {
  if (match.kind.rule.category === 'generic' && OF_SERVICE.test(wordsOf(label.name))) return true;
  const mentions = around.ruleset.lexicon.find(pathOfName(label)).filter(({ kind }) => kind !== 'common');
  if (mentions.length > 0 && !mentions.some(({ issuers }) => issuers.includes(match.kind.issuer)))
    return true;
  const owners = around.ruleset
    .kindsOf(match.kind.issuer)
    .filter((kind) => kind.kind.names.includes(label.name));
  return owners.length > 0 && !owners.some((kind) => kinds.includes(kind));
}

/** What other services want besides a key: no exchange calls its third part so. */
const OF_SERVICE = /\bproject ?id$|\blogin\b|\buser ?name$/;

/** Letters that read as words, or a filler: nothing that an exchange hands out. */
function isTyped(value: string): boolean {
  return isFiller(value) || (/^[\w.-]+$/.test(value) && isWordy(value));
}

interface Companion {
  around: Surroundings;
  match: Match;
  label: Label | null;
  binding: Binding;
  word: Word;
}

/** By its place in the same call or list as the match, else by its name; a memo is what the issuer has for it. */
function roleOf({ around, match, label, binding, word }: Companion): PartRole | null {
  const bracket = sharedScopes(around.text, binding, word.start, word.end)[0] ?? null;
  const matchs = sharedScopes(around.text, match.binding, match.start, match.end)[0];
  const isRow = bracket !== null && (bracket.bracket !== '{' || bracket.open === binding.bracket?.open);
  const isSame = isRow && bracket.open === matchs?.open;
  const isRowsName = isSame && label !== null && isNameOfRow(label, bracket.open);
  if (isRowsName && !isChosen(word.text)) return null;
  if (isSame && (label === null || label.via === 'call' || isRowsName || isElement(label, match))) {
    const facts = callFacts(around.ruleset, label?.phrase ?? '');
    const args = facts.find((call) => call.issuer === match.kind.issuer)?.args;
    const place = commasBefore(around.text, bracket.open, word.start);
    if (args !== undefined) return args[place] ?? null;
    const order = orderOf(match);
    const first = commasBefore(around.text, bracket.open, match.start) - order.indexOf(match.role);
    if (place < first) return match.kind.rule.bundles.flat().includes('uid') ? 'uid' : null;
    return order[place - first] ?? null;
  }
  const isPart = isChosen(word.text) || /^[a-z]{0,4}\d+$/i.test(word.text);
  const row = isPart ? listedPlace(around, asToken(word), binding) : null;
  if (row !== null && (label === null || label.via === 'line-above')) return row.meaning.role;
  if (label === null) return null;
  if (
    KEYS_BESIDE[match.role]?.test(label.name) &&
    !meaningOf(label.name).other &&
    (word.text.length >= 16 || /^(?=.*\d)(?=.*[A-Za-z])\S{8,}$/.test(word.text))
  )
    return 'apiKey';
  const own = match.kind.rule.names[label.name];
  if (own !== undefined) return own;
  if (
    (THIRD_PART.test(label.via === 'words' ? label.phrase : label.name) ||
      isInitialOfPass(label, match.binding)) &&
    match.kind.rule.bundles.flat().includes('passphrase')
  )
    return 'passphrase';
  const { role } = meaningOf(label.name, label.via === 'call' ? '' : label.phrase);
  return role ?? (word.quoted ? roleInUse(around, asToken(word)) : null);
}

/** What else people call what an exchange wants besides key and secret. */
const THIRD_PART = /memo|^extra$|(?:^|[_\W])(?:pp|phr|phrase)$/i;

/** What the uses of the variable say that a value is given to. */
function roleInUse(around: Surroundings, token: Token): PartRole | null {
  const variable = variableOf(around, token);
  return variable === null ? null : (readUse(around, token, variable)?.meaning.role ?? null);
}

/** What a key is called beside its secret (`id`, `BITMEX_ID`, `keyId`), and beside the private key that a file of an issuer holds. */
const KEYS_BESIDE: Partial<Record<PartRole, RegExp>> = {
  secret: /(?:^|_)(?:id|ID)$|^Id$|[a-z]I[dD]$/,
  privateKey: /^(?:name|id)$/i,
};

function asToken({ text, start, end }: Word): Token {
  return { value: text, start, end, bindAt: start, whole: true, before: '' };
}

/** Commas between the items of a list that may go over several lines of a notebook's cell. */
function commasBefore(text: string, from: number, to: number): number {
  return text.slice(from, to).replace(NOTEBOOK_LINE, '\n').split(',').length - 1;
}

/** `{"okx", {"K", "S", "P"}}`: what stands before a row says whose it is, not which part. */
function isNameOfRow({ via, name, start }: Label, open: number): boolean {
  return via !== 'call' && start < open && meaningOf(name).strength < 2;
}

/** `Account("grid01", "K", "S", "P")`: what stands before an argument is one itself, and no name for it. */
function isElement({ via, name }: Label, match: Match): boolean {
  return via === 'argument-name' && match.label?.via !== 'argument-name' && meaningOf(name).role === null;
}

/** How clients and lists take credentials where nothing else is known: key and secret, then what else the issuer has. */
function orderOf({ kind }: Match): readonly (PartRole | null)[] {
  const { bundles } = kind.rule;
  const longest = [...bundles].sort((a, b) => b.length - a.length)[0] ?? [];
  const rest = longest.filter((role) => !BY_POSITION.includes(role));
  return longest.includes('passphrase') ? [...BY_POSITION, ...rest] : [...BY_POSITION, 'passphrase'];
}

const BY_POSITION: readonly PartRole[] = ['apiKey', 'secret'];

/** Passphrases are chosen by people: words are what they are made of. */
function isPassword(kinds: readonly Kind[], role: PartRole | null): boolean {
  return (
    role === 'passphrase' ||
    role === 'uid' ||
    (role === null && kinds.some((kind) => kind.role === 'passphrase'))
  );
}

function fitsRole(named: PartRole | null, kind: PartRole, wanted: readonly Kind[]): boolean {
  if (named === null || (kind === 'passphrase' && named === 'token')) return false;
  if (roleFit(named, kind) >= 1.5) return true;
  // Bots have one field for both: the third part is whatever the exchange wants besides key and secret.
  return isThird(named) && isThird(kind) && !wanted.some((other) => other.role === named);
}

function isThird(role: PartRole): boolean {
  return role === 'passphrase' || role === 'uid';
}

/** A passphrase is what its owner chose, whatever the rule expects; nobody chooses an address or a market. */
function isUsable(kind: Kind, value: string): boolean {
  if (kind.role === 'passphrase' && (/^\w+:\/\//.test(value) || MARKET.test(value))) return false;
  if (kind.test(value) !== 'fail') return true;
  return kind.role === 'passphrase' && /^[!-~]{6,64}$/.test(value);
}

/** `trx_eth`, `BTC-USDT` */
const MARKET = /^[a-z\d]{2,6}[_/-](?:btc|eth|usdt?|usdc|busd|eur|krw|jpy|cnyt?|bnb|brl|try)$/i;
