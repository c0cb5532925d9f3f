import type { PartRole } from '../findings/model.ts';
import { namesIssuer, type Surroundings } from './attribution.ts';
import { isExchangeAlone, issuerCalled } from './bare-name.ts';
import { type Binding, bindingOf, type Label } from './binding.ts';
import { columnLabel, rowLabel } from './columns.ts';
import { isValueName, type LabelMeaning, meaningOf } from './label.ts';
import { listedPlace } from './listed.ts';
import { bare, type Named } from './named-value.ts';
import { once } from './once.ts';
import { isWrapper, readAddress, readPosition, SIGNERS } from './position.ts';
import { looksRandom } from './read-words.ts';
import { callFacts, nameKey } from './ruleset.ts';
import { hasListsBeside, hasSecretsBeside, isNameOfList } from './side-lists.ts';
import { signMeaning } from './signs.ts';
import type { Token } from './token.ts';
import { readWalletMaker } from './wallet-makers.ts';

/** Reads the names around a value, from the inside out, until one says what it is. */

export function readUrl(around: Surroundings, token: Token): Named | null {
  const address = readAddress(around, token);
  if (address === null) return null;
  const binding = bindToken(around, token);
  return bare(binding, { label: null, role: address.role, strength: 2.5, least: address.least });
}

/** Reads the names around a token; null where they say that it is no credential or say nothing at all. */
export function readMeaning(around: Surroundings, token: Token): Named | null {
  const binding = bindToken(around, token);
  const listed = once(() => listedPlace(around, token, binding));
  const reading = readNames(around, token, binding, listed);
  if (reading !== 'mute') return reading;
  return listed() ?? readPosition(around, token, binding);
}

/** What the names say, from the inside out: a reading, null for "no credential", or `mute` where none says anything. */
function readNames(
  around: Surroundings,
  token: Token,
  binding: Binding,
  listed: () => Named | null,
): Named | null | 'mute' {
  let isNamed = false;
  for (const [index, label] of namesOutwards(binding)) {
    if (isSignersKey(binding, index, label)) return readPosition(around, token, binding);
    if (isWalletsKey(around, binding, index, label))
      return bare(binding, { label, role: 'privateKey', strength: 3, least: 0 });
    if (label.via === 'call' && READS_PRIVATE_KEY.test(label.phrase))
      return bare(binding, { label, role: 'privateKey', strength: 3, least: 0 });
    const made = index > 2 ? null : readWalletMaker(around, token.value, binding, label);
    if (made !== null) return made;
    if (index === 0 && SIGNERS_FLAG.test(label.phrase))
      return bare(binding, { label, role: 'secret', strength: 2, least: 0 });
    const isOwn = index === 0 && isIssuersOwn(around, { label, value: token.value, binding });
    if (isOwn && listed() === null && !saysPartAround(binding)) return ofIssuer(binding, label);
    const isIssuer = issuerCalled(around.ruleset, label.name) !== null;
    const meant =
      ownName(around, label) ??
      (index === 0 ? nameHere(around, token, binding, label) : null) ??
      (isIssuer ? ofWhatIsFor(label) : meaning(label));
    if (meant.other && label.via === 'call' && isWrapper(label.phrase)) continue;
    if (meant.dummy || (meant.other && !isNamed)) return null;
    if (
      label.via === 'call' &&
      (meant.strength < 2 || isKnownCall(around, label)) &&
      !isWrapper(label.phrase)
    ) {
      const positional = isNamed ? null : readPosition(around, token, binding);
      if (positional !== null) return positional;
    }
    if (isContainer(label, token.value) || (isIssuer && meant.role === null)) continue;
    const isOpen =
      !isNamed || isParent(label, index, meant) || isOfAll(label, meant) || isKeys(around, token, label);
    if (meant.role !== null && reaches(label, index, meant) && isOpen) {
      const mayBeListed =
        meant.strength < 3 &&
        !isHeading(label, meant) &&
        !isInside(around.text, label, binding) &&
        !isOneOfLists(around, token, binding, label) &&
        !isOfAll(label, meant);
      const place = mayBeListed ? listed() : null;
      if (place !== null) return place;
      const strength = label.via === 'scope' ? Math.min(2, meant.strength) : meant.strength;
      return { binding, label, meaning: meant, strength, least: 0 };
    }
    isNamed ||= isOwnName(label) || isSettersName(binding, label);
    if (isNamed && (label.via === 'scope' || index > 2)) break;
  }
  return isNamed ? listed() : 'mute';
}

/** What the value's own name says beside or below other names. */
function nameHere(around: Surroundings, token: Token, binding: Binding, label: Label): LabelMeaning | null {
  return (
    nameUnder(around, binding, label) ?? keyUnder(binding, label) ?? signMeaning(around.text, token, label)
  );
}

/** `the key for bitmex is V`: what is for the issuer that stands before the value. */
function ofWhatIsFor({ via, name, phrase }: Label): LabelMeaning {
  if (via !== 'words' && via !== 'assignment') return NOTHING;
  const before = phrase.slice(0, phrase.lastIndexOf(name));
  const word = (FOR.exec(before) ?? (via === 'assignment' ? BARE.exec(before) : null))?.[1];
  return word === undefined ? NOTHING : meaningOf(word);
}

/** `secret kraken: V` */
const BARE = /^[\s>#*\u2022-]*(?:my\s+)?([A-Za-z_-]{2,30}(?:\s[A-Za-z]{3,8})?)\s+$/;

const FOR = /([A-Za-z_-]{2,30})\s+(?:for|of|on|at|from)\s+(?:my\s+|the\s+|our\s+)?$/;

/** Whether a name of the value or of what it stands in says which part of a credential it is. */
function saysPartAround(binding: Binding): boolean {
  return binding.first(3).some(saysPart) || binding.blocks().slice(0, 1).some(saysPart);
}

function saysPart(label: Label): boolean {
  return meaning(label).role !== null;
}

/** `kraken = "V"`, `{"kraken": "V"}`, `Kraken V`: a random value that has nothing but an exchange for its name. */
function isIssuersOwn(
  { ruleset }: Surroundings,
  { label, value, binding }: { label: Label; value: string; binding: Binding },
): boolean {
  const { via, name, phrase } = label;
  if (value.length < 20 || /^(?:0x)?[\da-f-]+$/i.test(value) || !/\d/.test(value)) return false;
  if (via !== 'assignment' && via !== 'words' && via !== 'line-above') return false;
  const category = issuerCalled(ruleset, name);
  if (category === 'data' || category === 'node')
    return via === 'assignment' && (/^[A-Z\d_]+$/.test(name) || isAmongSettings(binding));
  return category === 'exchange' && (via === 'assignment' || isExchangeAlone(ruleset, phrase));
}

/** At the top of a file, or in what holds settings: elsewhere services are told apart by other values, too. */
function isAmongSettings(binding: Binding): boolean {
  const parent = binding.first(2)[1] ?? binding.blocks()[0];
  return (
    parent === undefined || /sett|conf|cfg|env|api|key|secret|cred|token|provider|service/i.test(parent.name)
  );
}

function ofIssuer(binding: Binding, label: Label): Named {
  return { binding, label, meaning: NOTHING, strength: 1.5, least: 3 };
}

/** `["SECRET=V", ...]`, `["-secret", "V", ...]`, `secret=V&...`, `[key, secret] = [V, V]`: a name for this value, not for a list. */
function isInside(text: string, label: Label, { bracket, near }: Binding): boolean {
  if (label.via === 'argument-name') return /^["']-/.test(text.slice(label.start, label.start + 2));
  if (label.via !== 'assignment') return false;
  return bracket === null || label.start > bracket.open || near.includes(label);
}

/** The line above or the head of the column says which part of a row it is. */
function isHeading({ via }: Label, { strength }: LabelMeaning): boolean {
  return via === 'column' || (strength === 2 && via === 'line-above');
}

/** `"secret": ["V", "V"]` beside `"apiKey": ["V", "V"]`. */
function isOneOfLists({ text }: Surroundings, { start }: Token, binding: Binding, label: Label): boolean {
  return isNameOfList(text, binding, label) && hasListsBeside(text, start);
}

/** `SECRETS = ["V", "V"]`: a list of one part of several accounts. */
function isOfAll({ name }: Label, { strength }: LabelMeaning): boolean {
  return strength >= 2 && /s\d*$/i.test(name) && !/(?:pass|accounts)$/i.test(name);
}

/** `hmac(key = "V")`: what signs is the secret. */
function isSignersKey({ near }: Binding, index: number, { name }: Label): boolean {
  return index === 0 && /^key$/i.test(name) && near[1]?.via === 'call' && SIGNERS.test(near[1].phrase);
}

/** `ClobClient(host, key = "V")`: what a rule knows to take a private key calls it so, wherever it stands. */
function isWalletsKey({ ruleset }: Surroundings, { near }: Binding, index: number, { name }: Label): boolean {
  if (index > 0 || !/^key$/i.test(name) || near[1]?.via !== 'call') return false;
  return callFacts(ruleset, near[1].phrase).some(({ args }) => args.includes('privateKey'));
}

/** `Ed25519PrivateKey.from_private_bytes(b64decode("V"))`, `SigningKey(bytes.fromhex("V"))` */
const READS_PRIVATE_KEY =
  /Private_?Key(?:\.|::|->)from_?(?:private_?)?(?:bytes|seed|hex|string)$|(?:^|[.:])SigningKey(?:(?:\.|::)from_?(?:bytes|seed|hex|string))?$/i;

/** `openssl dgst -sha256 -hmac "V"` */
const SIGNERS_FLAG = /\bdgst\b.{0,80} -hmac\s*$/;

/** A rule says what this call takes at this place; its own name need not. */
function isKnownCall({ ruleset }: Surroundings, label: Label): boolean {
  return callFacts(ruleset, label.phrase).some((fact) => fact.args[label.position] != null);
}

/** The names of the value, of what it stands in, and of the blocks around; each step further only when it is asked for. */
function* namesOutwards(binding: Binding): Generator<[number, Label]> {
  let index = 0;
  for (let label = nameAt(binding, 0); label !== undefined && index < 6; label = nameAt(binding, index))
    yield [index++, label];
  if (index <= 2) for (const label of binding.blocks().slice(0, 6 - index)) yield [index++, label];
}

function nameAt(binding: Binding, index: number): Label | undefined {
  return binding.near[index] ?? binding.first(index + 1)[index];
}

/** `accounts: ["0x…"]` holds keys; accounts of anything else are a mere container. */
function isContainer(label: Label, value: string): boolean {
  return /^accounts$/i.test(label.name) && !/^(?:0x)?[0-9a-fA-F]{64}$/.test(value);
}

/** The object that a named value stands in may say what all its values are. */
function isParent(label: Label, index: number, meant: LabelMeaning): boolean {
  return meant.strength === 3 && index <= 2 && (label.via === 'assignment' || label.via === 'column');
}

/** `keys:` over names of accounts, with `secrets:` over the same names. */
function isKeys({ text }: Surroundings, { start }: Token, { name }: Label): boolean {
  return /^(?:api_?)?keys$/i.test(name) && hasSecretsBeside(text, start);
}

/** A name for this very value, not for what it stands in. */
function isOwnName({ via, name }: Label): boolean {
  if (via === 'call' || via === 'heading' || via === 'section' || via === 'argument-name') return false;
  if (via === 'scope' && isWrapper(name)) return false;
  if (via === 'assignment' && /^id$/i.test(name)) return true;
  return name.length > 2 && !isValueName(name) && !looksRandom(name);
}

/** `Config.Set("job-organization-id", "V")`: the first of two arguments of what sets a value. */
function isSettersName({ near }: Binding, { via, name }: Label): boolean {
  const call = near.find((label) => label.via === 'call');
  return via === 'argument-name' && /[a-z][-_. ][a-z]/i.test(name) && SETTERS.test(call?.phrase ?? '');
}

const SETTERS =
  /(?:^|[.:>_])(?:set|put|insert|define)(?:_?(?:env|string|value|option|param|property|item|config))?$/i;

/** Where curl and its kin look for who to log in as: keys of an API stand there as a user and a password do. */
const NETRC = /(?:^|\/)[._]netrc(?:\.[\w.-]*)?$/;
const LOGIN: Partial<Record<string, PartRole>> = { login: 'apiKey', password: 'secret' };

/** What takes a token as its argument. */
const LOGIN_COMMAND = /\bvault login(?: -\S+)*\s*$/;
const TOKEN: LabelMeaning = { role: 'token', strength: 2, other: false, dummy: false };

/** A name that belongs to one issuer alone: its rule knows better what it holds. */
export function ownName(around: Surroundings, label: Label): LabelMeaning | null {
  const login = NETRC.test(around.path) ? LOGIN[label.name] : undefined;
  if (login !== undefined) return { role: login, strength: 2, other: false, dummy: false };
  if (label.via === 'words' && LOGIN_COMMAND.test(label.phrase)) return TOKEN;
  const owners = around.ruleset.namesakes.get(nameKey(label.name)) ?? [];
  if (owners.length !== 1 || !namesIssuer(around, label, owners[0]!.issuer)) return null;
  return { role: owners[0]!.role, strength: 3, other: false, dummy: false };
}

/** `infura: { projectId: "V" }`: with the name of the issuer that it stands under, a name that its rule lists. */
function nameUnder({ ruleset }: Surroundings, binding: Binding, label: Label): LabelMeaning | null {
  const { via, name } = label;
  const parent = via === 'assignment' ? parentOf(binding) : undefined;
  if (parent === undefined || !isIssuerAlone(ruleset, parent.name)) return null;
  const owners = ruleset.namesakes.get(nameKey(`${parent.name}_${name}`)) ?? [];
  const { role, strength } = meaning(label);
  if (owners.length !== 1 || (owners[0]!.role === role && strength >= 2)) return null;
  return { role: owners[0]!.role, strength: 2, other: false, dummy: false };
}

function isIssuerAlone({ lexicon }: Surroundings['ruleset'], name: string): boolean {
  return lexicon.find(name).some(({ kind, start, end }) => kind === 'word' && end - start === name.length);
}

/** `secret: { key: "V" }`: a mere key of what it stands in, which says whose key it is. */
function keyUnder(binding: Binding, { via, name }: Label): LabelMeaning | null {
  if (via !== 'assignment' || !/^key$/i.test(name)) return null;
  const parent = parentOf(binding);
  return /^(?:api_?)?(?:secret|private)$/i.test(parent?.name ?? '') ? meaningOf(`${parent!.name} key`) : null;
}

/** What a value with a name stands in: an object or a block. */
export function parentOf(binding: Binding): Label | undefined {
  return binding.first(2)[1] ?? binding.blocks()[0];
}

/** Whether a name of this kind and this far out still speaks for the value itself. */
function reaches(label: Label, index: number, meant: LabelMeaning): boolean {
  if (label.via === 'heading' || label.via === 'section') return false;
  if (label.via === 'call')
    return meant.strength >= 2 || /^(?:with|set|add)?_?(?:api_?)?key$/i.test(label.name);
  return label.via !== 'scope' || (index <= 2 && (meant.strength > 1 || !FUNCTION.test(label.phrase)));
}

/** What a function is called says nothing certain of what stands in it. */
const FUNCTION = /^(?:(?:async|export|pub|public|private|static) )*(?:def|func|fn|function|fun|sub)\b/;

export function meaning(label: Label): LabelMeaning {
  if (label.via === 'call' && (SIGNERS.test(label.phrase) || MUTE_CALL.test(label.name))) return NOTHING;
  if (isAddressOfSomething(label.name)) return NOTHING;
  const mute = label.via === 'call' || label.via === 'scope';
  const words = label.via === 'words' ? label.phrase.trim().split(/\s+/).slice(-3).join(' ') : label.phrase;
  return meaningOf(label.name, mute ? '' : words);
}

/** `"2Tqkvk5XSmrPK6az…": { "poolId": "V" }`: a table by addresses, in whose letters no word means anything. */
function isAddressOfSomething(name: string): boolean {
  return /^[A-Za-z\d]{24,}$/.test(name) && looksRandom(name);
}

/** Types that hide what they hold, whatever it is: `SecretStr("V")`; and what opens a connection with it. */
const MUTE_CALL = /^(?:secret_?(?:str|string|bytes|box|vec|value|text)|session)$/i;

/** A function that signs takes the secret and a text: its place tells, not its name. */
const NOTHING: LabelMeaning = { role: null, strength: 0, other: false, dummy: false };

export function bindToken(around: Surroundings, token: Token): Binding {
  const known = around.bindings.get(token.bindAt);
  if (known !== undefined) return known;
  const binding = bindingOf(around.text, token.bindAt, token.end);
  const column = isNamedInCell(around, token, binding) ? null : columnLabel(around, token.start);
  const bound = column === null ? binding : withLabels(binding, labelsOf(around, token, column));
  if (around.bindings.size >= MOST_BINDINGS) around.bindings.clear();
  around.bindings.set(token.bindAt, bound);
  return bound;
}

/** A file of data has more values than are worth keeping; those that overlap follow each other. */
const MOST_BINDINGS = 1000;

/** `"key: V secret: V"`: a cell that is a text of its own names what it holds. */
export function isNamedInCell(
  { text }: Surroundings,
  { start }: { start: number },
  { near: [own] }: Binding,
): boolean {
  if (own === undefined || !/^(?:assignment|words)$/.test(own.via) || text[start - 1] !== ' ') return false;
  return !/[,;|\t\n]/.test(text.slice(own.start, start)) && meaning(own).role !== null;
}

/** What stands above a value, and in a table with a column for each account what stands left of it. */
function labelsOf(around: Surroundings, token: Token, column: Label): Label[] {
  const row = column.via === 'column' && meaning(column).role === null ? rowLabel(around, token.start) : null;
  const isOfRow = row !== null && row.name !== column.name && meaning(row).role !== null;
  return isOfRow ? [{ ...row, position: column.position }, column] : [column];
}

/** The same binding with names before all others. */
function withLabels(binding: Binding, first: readonly Label[]): Binding {
  return {
    near: [...first, ...binding.near],
    bracket: binding.bracket,
    get labels() {
      return [...first, ...binding.labels];
    },
    get scopes() {
      return binding.scopes;
    },
    first: (count) => [...first, ...binding.first(Math.max(0, count - first.length))].slice(0, count),
    blocks: binding.blocks,
    outline: binding.outline,
  };
}
