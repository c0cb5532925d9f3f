import type { Evidence, PartRole } from '../findings/model.ts';
import type { Category } from '../rules/rule.ts';
import { type Attribution, attribute, namesIssuer, type Place, type Surroundings } from './attribution.ts';
import { type Binding, bindingOf, type Label } from './binding.ts';
import { columnLabel } from './columns.ts';
import { isCode } from './files.ts';
import { isValueName, type LabelMeaning, meaningOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import { isAddress, isLookalike, isMadeUpBeside, isSealed } from './lookalike.ts';
import { entropy, entropyFloor, isFiller, isFillerInParts, isWordy, letterOdds } from './randomness.ts';
import { callFacts, type Kind, nameKey } from './ruleset.ts';
import type { Token } from './token.ts';

/** A value that the engine takes for a part of a credential. */
export interface Match {
  kind: Kind;
  role: PartRole;
  value: string;
  start: number;
  end: number;
  binding: Binding;
  /** The name that told the role; null for values told by their shape or position. */
  label: Label | null;
  attribution: Attribution | null;
  proof: boolean;
  /** How much speaks for it; see `ACCEPT`. */
  points: number;
  evidence: Evidence[];
}

/** Points from which a value alone is a finding; a value with its partner needs less. */
export const ACCEPT = 3.5;
export const ACCEPT_PAIRED = 2.8;

/** What a token could be, or null. Points are not judged here: pairing may add to them. */
export function matchToken(around: Surroundings, token: Token): Match | null {
  const proven = matchProven(around, token);
  if (proven !== null) return proven;
  const kinds = around.ruleset.byLength(token.value.length);
  if (kinds.length === 0 && token.value.length < 20) return null;
  if (isWordy(token.value) || isFiller(token.value) || isLookalike(around, token)) return null;
  if (isIdentifierInCode(around, token)) return null;
  const named = isInAddress(token) ? readUrl(around, token) : readMeaning(around, token);
  if (named === null) return null;
  const fitting = kinds.filter((kind) => isOpenTo(kind, named) && fits(kind, token.value) !== 'fail');
  return choose(around, token, fitting, named);
}

/** A bare word of code: a name, not a value. */
function isIdentifierInCode({ text, path }: Surroundings, token: Token): boolean {
  if (!/^[A-Za-z_$][\w$]*$/.test(token.value) || /^0x/.test(token.value)) return false;
  if (/["'`]/.test(text[token.start - 1] ?? '')) return false;
  if (!/\d/.test(token.value) && token.value.length < 24) return true;
  if (!isCode(path) || (token.value.match(/\d/g)?.length ?? 0) >= 4) return false;
  const line = text.slice(lineStart(text, token.start, 400), token.start);
  const quotes = (line.match(/["'`]/g) ?? []).length;
  return quotes % 2 === 0 && !/^\s*(?:#|\/\/|\*|--|;|%)|(?:\/\/|#|--)\s/.test(line);
}

/** Part of a URL, but not the value of one of its parameters. */
function isInAddress(token: Token): boolean {
  return /:\/\//.test(token.before) && !/[?&#;][\w.-]+=$/.test(token.before);
}

function readUrl(around: Surroundings, token: Token): Named | null {
  const address = readAddress(around, token);
  if (address === null) return null;
  const binding = bindToken(around, token);
  return bare(binding, { label: null, role: address.role, strength: 2.5, least: address.least });
}

/** Kinds whose shape says nothing need a name that says exactly what they are. */
function isOpenTo(kind: Kind, named: Named): boolean {
  return kind.kind.evidence !== 'name' || (kind.role === named.meaning.role && named.strength >= 2);
}

function fits(kind: Kind, value: string): 'fail' | 'pass' | 'proof' {
  const result = kind.test(value);
  if (result !== 'pass' || kind.kind.entropy === null) return result;
  return entropy(value) < kind.kind.entropy ? 'fail' : 'pass';
}

/** Kinds whose shape or checksum is evidence enough: no name is needed. */
function matchProven(around: Surroundings, token: Token): Match | null {
  const sure: { kind: Kind; proof: boolean }[] = [];
  for (const kind of around.ruleset.provable(token.value.length)) {
    const isPattern = kind.kind.evidence === 'pattern';
    if (kind.prefix !== '' && !token.value.startsWith(kind.prefix)) continue;
    const result = fits(kind, token.value);
    if (result === 'proof' || (result === 'pass' && isPattern && !isFillerInParts(token.value)))
      sure.push({ kind, proof: result === 'proof' });
  }
  return sure.length === 0 ? null : proven(around, token, sure);
}

/** An address or an account number is no secret, however well its checksum holds. */
export function isIdentifier(role: PartRole): boolean {
  return role === 'walletAddress' || role === 'uid';
}

/** A match by shape or proof: issuers and roles that share the shape are told apart by what names them. */
export function proven(
  around: Surroundings,
  token: Token,
  sure: readonly { kind: Kind; proof: boolean }[],
): Match | null {
  const binding = bindToken(around, token);
  const labels = binding.labels.slice(0, 3).map((label) => ({ label, meant: meaning(label) }));
  const first = labels[0]?.meant;
  const proof = sure.some((one) => one.proof);
  if (!proof && (first?.dummy || first?.other)) return null;
  if (isMadeUpBeside(around.text, token.end)) return null;
  const told = labels.find(({ meant }) => meant.role !== null);
  const named: Named = {
    binding,
    label: told?.label ?? null,
    meaning: told?.meant ?? { role: null, strength: 0, other: false, dummy: false },
    strength: told?.meant.strength ?? 0,
    least: 0,
  };
  const rivals = around.ruleset
    .byLength(token.value.length)
    .filter((other) => isRival(other, sure) && fits(other, token.value) !== 'fail');
  const attribution = attribute(around, { ...token, binding }, (issuer) =>
    rivals.some((rival) => rival.issuer === issuer),
  );
  const own = attribution === null ? [] : rivals.filter((rival) => rival.issuer === attribution.issuer);
  const kind = bestKind(own.length > 0 ? own : sure.map((one) => one.kind), named, token.value)!;
  return {
    kind,
    role: kind.role,
    value: token.value,
    start: token.start,
    end: token.end,
    binding,
    label: named.label,
    attribution,
    proof,
    points: 10,
    evidence: [
      proof
        ? { kind: 'proof', text: 'its checksum or key relation is right' }
        : { kind: 'shape', text: 'its form is that of this issuer alone' },
    ],
  };
}

/** Formats that many issuers share (a PEM, a wallet key): what names the issuer decides among them. */
export function isFormat(kind: Kind): boolean {
  return kind.rule.category === 'wallet' || kind.rule.category === 'generic';
}

/** Kinds that what names the issuer may choose instead: any for a mere format, else those of as narrow a shape. */
function isRival(other: Kind, sure: readonly { kind: Kind }[]): boolean {
  if (other.kind.evidence === 'name') return false;
  return other.rarity >= 0 || sure.some(({ kind }) => isFormat(kind));
}

interface Named {
  binding: Binding;
  label: Label | null;
  meaning: LabelMeaning;
  strength: number;
  /** How surely something must name the issuer (see `Attribution.weight`); 0 where the name is enough. */
  least: number;
}

/** Reads the names around a token; null where they say that it is no credential or say nothing at all. */
function readMeaning(around: Surroundings, token: Token): Named | null {
  const binding = bindToken(around, token);
  const listed =
    recordPlace(around, token, binding) ??
    keyFilePlace(around, token, binding) ??
    listPlace(around, token, binding);
  const reading = readNames(around, token, binding, listed);
  if (reading !== 'mute') return reading;
  return listed ?? readPosition(around, token, binding);
}

/** What the names say, from the inside out: a reading, null for "no credential", or `mute` where none says anything. */
function readNames(
  around: Surroundings,
  token: Token,
  binding: Binding,
  listed: Named | null,
): Named | null | 'mute' {
  let isNamed = false;
  for (const [index, label] of namesOutwards(binding)) {
    const meant = ownName(around, label) ?? meaning(label);
    if (meant.dummy || (meant.other && !isNamed)) return null;
    if (label.via === 'call' && meant.strength < 2 && !isWrapper(label.phrase)) {
      const positional = isNamed ? null : readPosition(around, token, binding);
      if (positional !== null) return positional;
    }
    if (isContainer(label, token.value)) continue;
    if (meant.role !== null && reaches(label, index, meant) && (!isNamed || isParent(label, index, meant))) {
      if (listed !== null && meant.strength < 3) return listed;
      const strength = label.via === 'scope' ? Math.min(2, meant.strength) : meant.strength;
      return { binding, label, meaning: meant, strength, least: 0 };
    }
    isNamed ||= isOwnName(label);
    if (isNamed && (label.via === 'scope' || index > 2)) break;
  }
  return isNamed ? listed : 'mute';
}

/** The names of the value, of what it stands in, and of the blocks around; each step further only when it is asked for. */
function* namesOutwards(binding: Binding): Generator<[number, Label]> {
  let index = 0;
  for (const label of binding.near.slice(0, 6)) yield [index++, label];
  for (const label of binding.labels.slice(binding.near.length, 6)) yield [index++, label];
  if (index <= 2) for (const label of binding.blocks().slice(0, 6 - index)) yield [index++, label];
}

/** The object that a named value stands in may say what all its values are. */
function isParent(label: Label, index: number, meant: LabelMeaning): boolean {
  return meant.strength === 3 && index <= 2 && (label.via === 'assignment' || label.via === 'column');
}

/** A name for this very value, not for what it stands in. */
function isOwnName({ via, name }: Label): boolean {
  if (via === 'call' || via === 'heading' || via === 'section' || via === 'argument-name') return false;
  return name.length > 2 && !isValueName(name) && (name.length < 14 || letterOdds(name).odds > -1);
}

/** A name that belongs to one issuer alone: its rule knows better what it holds. */
function ownName(around: Surroundings, label: Label): LabelMeaning | null {
  const owners = around.ruleset.namesakes.get(nameKey(label.name)) ?? [];
  if (owners.length !== 1 || !namesIssuer(around, label, owners[0]!.issuer)) return null;
  return { role: owners[0]!.role, strength: 3, other: false, dummy: false };
}

/** Whether a name of this kind and this far out still speaks for the value itself. */
function reaches(label: Label, index: number, meant: LabelMeaning): boolean {
  if (label.via === 'heading' || label.via === 'section') return false;
  if (label.via === 'call')
    return meant.strength >= 2 || /^(?:with|set|add)?_?(?:api_?)?key$/i.test(label.name);
  return label.via !== 'scope' || index <= 2;
}

/** Calls that only convert their argument: what their result is bound to names it. */
function isWrapper(callee: string): boolean {
  const parts = callee.split(/\.|::|->/);
  if (/^(?:new|from|of)$/i.test(parts.at(-1)!) && parts.length > 1) {
    return /^(?:string|str|secret\w*|box|arc|rc|cow|optional|buffer|bytes|uint8array|object|array|list|map|path|uri|url)$/i.test(
      parts.at(-2)!,
    );
  }
  return /^(?:from|of|new|decode\w*|b64decode|atob|unhexlify|fromhex|from_?(?:hex|str|string|utf8|base64|secret_?key|bytes|env)|to_?(?:string|bytes|buffer)|hex_?to_?bytes|bytes?|bytearray|buffer|string|str|std::string|some|ok|optional|secret|secret_?str(?:ing)?|get_?env|getenv|env|get|default|unwrap_or\w*|or_?else|encode\w*|trim|strip|parse|quote|concat!?|print\w*|field|param|query|option|format|literal|strcpy|strncpy|memcpy|snprintf|sprintf)$/i.test(
    parts.at(-1)!,
  );
}

/** Without a name: the position in a client's constructor or a list, an address, a bare line of a key file. */
function readPosition(around: Surroundings, token: Token, binding: Binding): Named | null {
  const call = binding.labels.find((label) => label.via === 'call' && !isWrapper(label.phrase));
  if (call !== undefined && binding.labels.indexOf(call) <= 2) {
    const known = knownCalls(around, call);
    const namesIssuer = around.ruleset.lexicon
      .find(call.phrase)
      .some((mention) =>
        mention.issuers.some((issuer) => around.ruleset.rules[issuer]!.category !== 'wallet'),
      );
    const role = positionRole(known[0]?.args, call.position);
    const isWallet = known.some((fact) => around.ruleset.rules[fact.issuer]!.category === 'wallet');
    const position = { label: call, role, least: isWallet ? 0 : 1 };
    if (SIGNERS.test(call.phrase))
      return bare(binding, { ...position, role: 'secret', strength: 2, least: 0 });
    if (known.length > 0) return bare(binding, { ...position, strength: 3 });
    if (namesIssuer) return bare(binding, { ...position, strength: 2 });
    if (CLIENTS.test(call.phrase) && takesTwoValues(around.text, call)) {
      return bare(binding, { ...position, strength: 1.5, least: 0 });
    }
  }
  const address = readAddress(around, token);
  if (address !== null)
    return bare(binding, { label: null, role: address.role, strength: 2.5, least: address.least });
  return null;
}

/** `Client("…", "…")`: the first two arguments are long strings. */
function takesTwoValues(text: string, call: Label): boolean {
  const open = text.indexOf('(', call.start);
  return /^\(\s*\w?["'`][^"'`\s]{10,300}["'`]\s*,\s*\w?["'`][^"'`\s]{10,300}["'`]/.test(
    text.slice(open, open + 640),
  );
}

/** Functions whose first key argument is the secret that signs. */
const SIGNERS = /hmac|new_from_slice|SecretKeySpec/i;

const CLIENTS =
  /client|api|exchange|session|rest|socket|auth|account|trade|connect|credential|signer|wallet|http|broker|bot|::new$|init|login|config|create/i;

/** Issuers whose addresses hold credentials; an exchange's pages hold anchors and pictures. */
const URL_HOLDERS: ReadonlySet<Category> = new Set<Category>(['node', 'alerts', 'data', 'bot', 'platform']);

/** A value in a URL of an issuer, in the user part of one, or after `curl -u`. */
function readAddress(around: Surroundings, token: Token): { role: PartRole | null; least: number } | null {
  const { text, ruleset } = around;
  const before = text.slice(Math.max(0, token.start - 240), token.start);
  const after = text.slice(token.end, token.end + 240);
  const names = (part: string) =>
    ruleset.lexicon
      .find(part)
      .some((mention) => mention.issuers.some((issuer) => URL_HOLDERS.has(ruleset.rules[issuer]!.category)));
  if (/(?:^|\s)(?:-u|--user)[ =]*["']?$/.test(before)) return { role: 'apiKey', least: 2 };
  if (/(?:^|\s)(?:-u|--user)[ =]*["']?[^\s:"']{6,200}:$/.test(before)) return { role: 'secret', least: 2 };
  if (/:\/\/$/.test(before) && /^:[^\s@/]{6,200}@/.test(after)) return { role: 'apiKey', least: 2 };
  const user = /^@([\w.-]{4,100})/.exec(after);
  if (user !== null && /:\/\/[^\s@/]*:?$/.test(before)) return { role: 'secret', least: 2 };
  const isUrl = /^[a-z]+:\/\/|\/\/|[\w-]+\.[a-z]{2,}\//i.test(token.before);
  return isUrl && names(token.before) && !isPathOfHash(token.before) ? { role: null, least: 3.5 } : null;
}

/** `accounts: ["0x…"]` holds keys; accounts of anything else are a mere container. */
function isContainer(label: Label, value: string): boolean {
  return /^accounts$/i.test(label.name) && !/^(?:0x)?[0-9a-fA-F]{64}$/.test(value);
}

function listPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = listPosition(around.text, token, binding);
  if (place === null) return null;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least: 2.5 });
}

/** `kraken:KEY:SECRET` on a line of its own, as in password files. */
function recordPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const from = lineStart(around.text, token.start, 400);
  const record = /^\s*([\w.-]{2,30})[:;|,\t ]+([^\s:;|,]{8,200})[:;|,\t ]+([^\s:;|,]{8,200})\s*$/.exec(
    around.text.slice(from, lineEnd(around.text, token.end, 400)),
  );
  if (record === null || around.ruleset.lexicon.find(record[1]!).length === 0) return null;
  const place = around.text.slice(from, token.start).includes(record[2]!) ? 1 : 0;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 2, least: 2.5 });
}

function keyFilePlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = keyFilePosition(around, token);
  if (place === null) return null;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least: 1.5 });
}

/** Index in a list of two to four long strings and nothing else: `{"kraken", {"KEY", "SECRET"}}`. */
function listPosition(text: string, token: Token, binding: Binding): number | null {
  const scope = binding.bracket;
  if (scope === null || scope.bracket === '(' || token.start - scope.open > 600) return null;
  const list = /^\s*((?:\w*["'`][^"'`\n]{8,300}["'`]\s*,?\s*){2,4})[\]})]/.exec(
    text.slice(scope.open + 1, scope.open + 1200),
  );
  if (list === null) return null;
  return text.slice(scope.open, token.start).split(',').length - 1;
}

/** Facts on this callee that take a credential at this position, those of an issuer that the file names first. */
function knownCalls(around: Surroundings, call: Label): { issuer: number; args: (PartRole | null)[] }[] {
  const facts = callFacts(around.ruleset, call.phrase).filter((fact) => fact.args[call.position] != null);
  if (facts.length < 2) return facts;
  const named = around.fileVotes();
  return [...facts].sort((a, b) => Number(named.has(b.issuer)) - Number(named.has(a.issuer)));
}

function isPathOfHash(before: string): boolean {
  return /(?:^|[/?&=])(?:tx|transaction|address|block|token|commit|blob|tree|pull|hash|account|contract|nft|collection|ipfs|image|img|asset|static|cdn|article|hc|docs?|blog|coin|market|order|trade|pair)s?[/=](?:0x)?$/i.test(
    before,
  );
}

function positionRole(args: readonly (PartRole | null)[] | undefined, position: number): PartRole | null {
  return args?.[position] ?? (['apiKey', 'secret', 'passphrase'] as const)[position] ?? null;
}

interface Position {
  label: Label | null;
  role: PartRole | null;
  strength: number;
  least: number;
}

function bare(binding: Binding, { label, role, strength, least }: Position): Named {
  return { binding, label, meaning: { role, strength: 1, other: false, dummy: false }, strength, least };
}

/** Index of a bare value in a short file of nothing else whose name or folder says what it holds. */
function keyFilePosition(around: Surroundings, token: Token): number | null {
  const { text, path } = around;
  if (text.length > 4000 || /sum|hash|digest|address|\.pub$|lock$/i.test(path)) return null;
  const tells = /key|secret|api|cred|token|auth|pass/i.test(path) || around.pathMentions().length > 0;
  const isText =
    /(?:^|\/)[^./]*$|\.(?:txt|keys?|env|cfg|conf|secret|pem|dat|log|md|csv|tsv|json|api|cred|bak|old|priv)$/i;
  if (!tells || !isText.test(path) || (/\.json$/i.test(path) && !/^\s*\[/.test(text))) return null;
  const values = text.split(/[\s"',;:|[\]]+/).filter((part) => part.length >= 6 && !/^[#/]/.test(part));
  const bareValues = values.filter((part) => !isWordy(part));
  if (bareValues.length > 6 || values.length - bareValues.length > 3) return null;
  const head = text
    .slice(lineStart(text, token.start), token.start)
    .replace(/[\s"',;:|[\]>*-]+/g, ' ')
    .trim();
  if (head !== '' && (isWordy(head) || !/^\S{6,}$/.test(head))) return null;
  const index = bareValues.findIndex((part) => part.includes(text.slice(token.start, token.end)));
  return index < 0 ? null : index;
}

/** Picks issuer and kind for a value that its name calls a credential. */
function choose(around: Surroundings, token: Token, fitting: readonly Kind[], named: Named): Match | null {
  if (isMadeUpBeside(around.text, token.end) || isSealed(named.binding, around.text, token)) return null;
  const place = { ...token, binding: named.binding };
  const attribution = attributeTo(around, place, fitting, named);
  if (attribution !== null && attribution.weight >= named.least) {
    const kind = bestKind(
      fitting.filter((candidate) => candidate.issuer === attribution.issuer),
      named,
      token.value,
    );
    if (kind !== null && isApt(kind, named, attribution)) return build(token, kind, named, attribution);
  }
  if (named.least > 0) return null;
  return oddShape(around, token, named) ?? ownWallet(token, fitting, named) ?? generic(around, token, named);
}

/** A name for another part needs more than a mention somewhere in the file. */
function isApt(kind: Kind, named: Named, attribution: Attribution): boolean {
  return (
    named.meaning.role === null || roleFit(named.meaning.role, kind.role) >= 3 || attribution.weight >= 2
  );
}

/** Shapes of their own first; a bot's "key as issued by the exchange" only where it is named nearer than the exchange. */
function attributeTo(
  around: Surroundings,
  place: Place,
  fitting: readonly Kind[],
  named: Named,
): Attribution | null {
  const among = (kinds: readonly Kind[]) =>
    attribute(around, place, (issuer) =>
      kinds.some((kind) => kind.issuer === issuer && roleFit(named.meaning.role, kind.role) > 0),
    );
  const shaped = among(fitting.filter((kind) => kind.kind.evidence !== 'name'));
  const loose = fitting.filter((kind) => kind.kind.evidence === 'name');
  const found = loose.length === 0 ? null : among(loose);
  const isExact = loose.some(
    (kind) =>
      kind.issuer === found?.issuer &&
      kind.kind.names.some((name) => nameKey(name) === nameKey(named.label?.name ?? '')),
  );
  const byName = found !== null && (found.weight >= 3 || isExact) ? found : null;
  return byName !== null && (shaped === null || byName.weight > shaped.weight) ? byName : shaped;
}

/** The issuer's own variable name on a random value of an unknown shape: an older or newer form of the credential. */
function oddShape(around: Surroundings, token: Token, named: Named): Match | null {
  const { label } = named;
  if (label === null || named.strength < 2 || !isStrongValue(token.value, 20)) return null;
  const mentioned = around.ruleset.lexicon.find(label.phrase).at(-1);
  const issuer = mentioned?.issuers.find(
    (candidate) => around.ruleset.rules[candidate]!.category === 'exchange',
  );
  if (issuer === undefined) return null;
  const kind = around.ruleset.kindsOf(issuer).find((candidate) => candidate.role === named.meaning.role);
  if (kind === undefined) return null;
  const attribution = {
    shared: [],
    issuer,
    weight: 1.5,
    kind: 'name',
    text: 'its own name says so, though the form is unusual',
  };
  return build(token, kind, named, attribution);
}

/** A private key that nothing gives to an exchange belongs to a wallet. */
function ownWallet(token: Token, fitting: readonly Kind[], named: Named): Match | null {
  if (named.meaning.role !== 'privateKey') return null;
  const wallets = fitting.filter((kind) => kind.rule.category === 'wallet' && kind.role === 'privateKey');
  const owner = wallets
    .map((kind) => ({ kind, names: Object.keys(kind.rule.names).length + kind.kind.names.length }))
    .sort((a, b) => b.names - a.names)[0];
  if (owner === undefined) return null;
  const attribution = {
    shared: [],
    issuer: owner.kind.issuer,
    weight: named.strength >= 3 ? 1.5 : 1,
    kind: 'name',
    text: 'its name calls it a private key',
  };
  return build(token, owner.kind, named, attribution);
}

/** A strong name on a strong value that nothing gives to an issuer. */
function generic(around: Surroundings, token: Token, named: Named): Match | null {
  const index = around.ruleset.rules.findIndex((rule) => rule.category === 'generic');
  if (index < 0 || named.strength < 1.5 || !isStrongValue(token.value, 20) || token.value.length > 200)
    return null;
  if (isAddress(token.value) || isPiece(around.text, token) || /^eyJ/.test(token.value)) return null;
  if (named.label?.via === 'words' && isCode(around.path)) return null;
  const role = named.meaning.role;
  const kind = around.ruleset.kindsOf(index).find((candidate) => candidate.role === role);
  if (kind === undefined || kind.test(token.value) === 'fail') return null;
  const match = build(token, kind, named, null);
  return { ...match, points: named.strength + genericWorth(around, token.value, role) };
}

/** A segment of a longer value says nothing by itself. */
function isPiece(text: string, token: Token): boolean {
  return /[\w+/]/.test(text[token.start - 1] ?? '') || /[\w+/]/.test(text[token.end] ?? '');
}

/** A secret counts by itself; keys and tokens only where the file is about trading. */
function genericWorth(around: Surroundings, value: string, role: PartRole | null): number {
  if (value.length < 30) return 0.5;
  if (role === 'secret' || role === 'privateKey') return 1.5;
  if (!isCode(around.path)) return 1;
  return TRADING.test(around.path) || TRADING.test(around.text.slice(0, 20_000)) ? 1 : 0;
}

const TRADING =
  /exchange|trad(?:e|ing)|crypto|ticker|candle|BTC|USDT|ccxt|orderbook|order_book|leverage|balance/i;

function isStrongValue(value: string, length: number): boolean {
  return (
    value.length >= length &&
    /^[A-Za-z0-9+/=_.:~-]+$/.test(value) &&
    entropy(value) >= Math.max(entropyFloor(value), 2.9) &&
    (/\d/.test(value) || value.length >= 40) &&
    !/^https?:/.test(value)
  );
}

function build(token: Token, kind: Kind, named: Named, attribution: Attribution | null): Match {
  const proof = fits(kind, token.value) === 'proof';
  const weight = attribution?.weight ?? 0;
  const evidence: Evidence[] = [];
  if (proof) evidence.push({ kind: 'proof', text: 'its checksum or key relation is right' });
  if (attribution !== null) evidence.push({ kind: attribution.kind, text: attribution.text });
  if (named.label !== null) evidence.push({ kind: 'label', text: `it is called a ${kind.kind.label}` });
  return {
    kind,
    role: kind.role,
    value: token.value,
    start: token.start,
    end: token.end,
    binding: named.binding,
    label: named.label,
    attribution,
    proof,
    points:
      named.strength +
      weight +
      fitPenalty(named, kind) +
      Math.max(kind.rarity, valueRarity(token.value)) +
      (proof ? 3 : 0),
    evidence,
  };
}

/** A name for another part than the shape's costs points. */
function fitPenalty(named: Named, kind: Kind): number {
  return named.meaning.role === null ? 0 : (roleFit(named.meaning.role, kind.role) - 3) * 0.6;
}

/** How far a value is from what hashes and ids look like. */
function valueRarity(value: string): number {
  if (/^(?:0x)?[0-9a-f-]+$/i.test(value)) return 0;
  return value.length >= 40 ? 1 : value.length >= 24 ? 0.5 : 0;
}

function bestKind(kinds: readonly Kind[], named: Named, value: string): Kind | null {
  const name = named.label?.name ?? '';
  let best: { kind: Kind; score: number } | null = null;
  for (const kind of kinds) {
    const exact = kind.kind.names.some((candidate) => candidate.toLowerCase() === name.toLowerCase()) ? 2 : 0;
    const proof = fits(kind, value) === 'proof' ? 3 : 0;
    const score = roleFit(named.meaning.role, kind.role) + exact + proof + kind.rarity * 0.1;
    if (best === null || score > best.score) best = { kind, score };
  }
  return best?.kind ?? null;
}

/** How well a name's role and a kind's role agree: 0 not at all, 3 exactly. */
export function roleFit(named: PartRole | null, kind: PartRole): number {
  if (named === kind) return 3;
  if (named === null) return 1;
  return ROLE_FIT[named]?.[kind] ?? 0;
}

const ROLE_FIT: Partial<Record<PartRole, Partial<Record<PartRole, number>>>> = {
  secret: { privateKey: 2, token: 1, passphrase: 1, apiKey: 0.2, webhook: 0.5 },
  privateKey: { secret: 2 },
  apiKey: { token: 2, uid: 1, secret: 0.4, webhook: 1 },
  token: { apiKey: 2, webhook: 1.5, secret: 1 },
  passphrase: { secret: 1.5, token: 0.5, privateKey: 0.5 },
  uid: { apiKey: 0.2 },
  webhook: { token: 1.5, secret: 1, apiKey: 1 },
  walletAddress: {},
};

function meaning(label: Label): LabelMeaning {
  const mute = label.via === 'call' || label.via === 'scope';
  const words = label.via === 'words' ? label.phrase.trim().split(/\s+/).slice(-3).join(' ') : label.phrase;
  return meaningOf(label.name, mute ? '' : words);
}

function bindToken(around: Surroundings, token: Token): Binding {
  const known = around.bindings.get(token.bindAt);
  if (known !== undefined) return known;
  const binding = bindingOf(around.text, token.bindAt, token.end);
  const column = columnLabel(around, token.start);
  const bound = column === null ? binding : withLabel(binding, column);
  around.bindings.set(token.bindAt, bound);
  return bound;
}

/** The same binding with a name before all others. */
function withLabel(binding: Binding, label: Label): Binding {
  return {
    near: [label, ...binding.near],
    bracket: binding.bracket,
    get labels() {
      return [label, ...binding.labels];
    },
    get scopes() {
      return binding.scopes;
    },
    blocks: binding.blocks,
  };
}
