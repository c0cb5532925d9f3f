import type { PartRole } from '../findings/model.ts';
import type { Category } from '../rules/rule.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { type CallPlace, isPart, placeIn, shiftFor, takesTwoValues } from './call-place.ts';
import { bare, type Named } from './named-value.ts';
import { callFacts, type Ruleset } from './ruleset.ts';
import type { Token } from './token.ts';

/** Values without a name: told by their place in a call or an address. */

/** Without a name: the position in a client's constructor or a list, an address, a bare line of a key file. */
export function readPosition(around: Surroundings, token: Token, binding: Binding): Named | null {
  const call = binding.first(3).find((label) => label.via === 'call' && !isWrapper(label.phrase));
  const called = call === undefined ? null : readCall(around, token, binding, call);
  if (called !== null) return called;
  const address = readAddress(around, token);
  if (address !== null)
    return bare(binding, { label: null, role: address.role, strength: 2.5, least: address.least });
  return null;
}

function readCall(around: Surroundings, token: Token, binding: Binding, call: Label): Named | null {
  const place = placeIn(around, token, call);
  const namesIssuer = !movesMoney(call, place) && isNamedIn(around, call);
  const known = knownCalls(around, { call, place, namesIssuer });
  const first =
    known.length > 0 ? shiftFor(known[0]!.args, place) : shiftOfUnknown(around, place, namesIssuer);
  if (place.index < first) return null;
  const role = positionRole(known[0]?.args, place.index - first);
  const isWallet = known.some((fact) => around.ruleset.rules[fact.issuer]!.category === 'wallet');
  const isPair = CLIENTS.test(call.phrase) && takesTwoValues(place);
  const position = { label: call, role, least: isWallet || isPair ? 0 : 1 };
  if (SIGNERS.test(call.phrase)) return bare(binding, { ...position, role: 'secret', strength: 2, least: 0 });
  if (known.length > 0) return bare(binding, { ...position, strength: 3 });
  if (namesIssuer || first > place.shift) return bare(binding, { ...position, strength: 2 });
  if (isPair) return bare(binding, { ...position, strength: CREDENTIALS.test(call.phrase) ? 2.5 : 1.5 });
  return null;
}

function isNamedIn({ ruleset }: Surroundings, { phrase }: Label): boolean {
  return ruleset.lexicon
    .find(phrase)
    .some(({ issuers }) => issuers.some((issuer) => ruleset.rules[issuer]!.category !== 'wallet'));
}

/** `rest.coinbase_withdraw(amount, "USD", "V")`: the ids of accounts and orders, unless key and secret stand there. */
function movesMoney({ phrase }: Label, { pair }: CallPlace): boolean {
  return pair < 0 && MONEY.test(phrase.split(/\.|::|->/).at(-1)!);
}

const MONEY = /withdraw|deposit|transfer|pay(?:out|ment)|cancel|order/i;

/** Calls that only convert their argument: what their result is bound to names it. */
export function isWrapper(callee: string): boolean {
  if (callee === 'pytest.param') return false;
  const parts = callee.split(/\.|::|->/);
  if (/^(?:new|from|of)$/i.test(parts.at(-1)!) && parts.length > 1) {
    return /^(?:string|str|secret\w*|box|arc|rc|cow|optional|buffer|bytes|uint8array|object|array|list|map|path|uri|url)$/i.test(
      parts.at(-2)!,
    );
  }
  return /^(?:from|of|new|(?:base_?64_?|b64_?|base_?58_?|bs58_?|hex_?|url_?)?decode\w*|atob|unhexlify|fromhex|from_?(?:hex|str|string|utf8|base64|secret_?key|bytes|env)|to_?(?:string|bytes|buffer)|hex_?to_?bytes|bytes?|bytearray|buffer|string|str|std::string|some|ok|optional|secret|secret_?str(?:ing)?|get_?env|getenv|env|get|default|unwrap_or\w*|or_?else|encode\w*|trim|strip|parse|quote|concat!?|print\w*|field|param|query|option|format|literal|strcpy|strncpy|memcpy|snprintf|sprintf|from_?char_?codes?|uint8array|get_?bytes|join|concat|paste0?|strcat|implode|append|build_?string|string_?builder|list_?of|chr|pack|rune|byte_?array_?of|from_?utf_?8|(?:shallow_?)?ref|use_?(?:state|ref)|(?:create_?)?signal|(?:mutable_?)?state_?(?:of|flow)|writable|atom|observable|behavior_?subject|lazy)$/i.test(
    parts.at(-1)!,
  );
}

/**
 * `connect("kraken", "…", "…")`, `Wrapper(BitmexExchange::class, "…", "…")`, `new cexApi("up100…", "…", "…")`: how many
 * arguments stand before two long strings, where one of these or the call names an issuer; otherwise how many strangers do.
 */
function shiftOfUnknown({ ruleset }: Surroundings, place: CallPlace, isNamed: boolean): number {
  const leading = place.args.slice(place.strangers, Math.max(place.strangers, place.pair));
  const [first] = leading;
  const isLed =
    first !== undefined && leading.length <= 2 && LEADING.test(first.text) && !leading.some(isPart);
  return isLed && (isNamed || namesExchange(ruleset, first.text)) ? place.pair : place.shift;
}

const LEADING = /^(?:["'`][\w. -]{2,30}["'`]|[A-Za-z_][\w.:]{2,60}(?:\(\))?)$/;

function namesExchange(ruleset: Ruleset, leading: string): boolean {
  return ruleset.lexicon
    .find(leading)
    .some(({ issuers }) => issuers.some((issuer) => ruleset.rules[issuer]!.category === 'exchange'));
}

/** Functions whose first key argument is the secret that signs. */
export const SIGNERS = /hmac|new_from_slice|SecretKeySpec/i;

/** Types that hold nothing else. */
const CREDENTIALS = /credentials?$|auth$|api_?keys?$/i;

const CLIENTS =
  /client|api|exchange|inlinedata|testcase|datarow|session|rest|socket|auth|account|trade|connect|credential|signer|wallet|http|broker|bot|::new$|init|login|config|create|(?:^|[.:])basic$/i;

/** Issuers whose addresses hold credentials; an exchange's pages hold anchors and pictures. */
const URL_HOLDERS: ReadonlySet<Category> = new Set<Category>(['node', 'alerts', 'data', 'bot', 'platform']);

/** A value in a URL of an issuer, in the user part of one, or after `curl -u`. */
export function readAddress(
  around: Surroundings,
  token: Token,
): { role: PartRole | null; least: number } | null {
  const { text, ruleset } = around;
  const before = text.slice(Math.max(0, token.start - 240), token.start);
  const after = text.slice(token.end, token.end + 240);
  const names = (part: string) =>
    ruleset.lexicon
      .find(part)
      .some((mention) => mention.issuers.some((issuer) => URL_HOLDERS.has(ruleset.rules[issuer]!.category)));
  if (/(?:^|\s)(?:-u|--user)[ =]*["']?$/.test(before)) return { role: 'apiKey', least: 2 };
  if (/(?:^|\s)(?:-u|--user)[ =]*["']?[^\s:"']{0,200}:$/.test(before)) return { role: 'secret', least: 2 };
  if (/:\/\/$/.test(before) && /^:[^\s@/]{6,200}@/.test(after)) return { role: 'apiKey', least: 1 };
  const user = /^@([\w.-]{4,100})/.exec(after);
  if (user !== null && /:\/\/[^\s@/]*:?$/.test(before)) return { role: 'secret', least: 2 };
  const isUrl = token.before.includes('/') && /\/\/|[\w-]\.[a-z]{2,}\//i.test(token.before);
  return isUrl && names(token.before) && !isPathOfHash(token.before) ? { role: null, least: 3.5 } : null;
}

/**
 * Facts on this callee that take a credential at this position, those of an issuer that the file names first. Where the
 * call itself names an issuer, what another one's `Client` takes tells nothing.
 */
function knownCalls(
  around: Surroundings,
  { call, place, namesIssuer }: { call: Label; place: CallPlace; namesIssuer: boolean },
): ReturnType<typeof callFacts> {
  const takesIt = ({ args }: { args: readonly (PartRole | null)[] }) =>
    args[place.index - shiftFor(args, place)] != null;
  const facts = callFacts(around.ruleset, call.phrase).filter(takesIt);
  if (facts.length === 0 || (facts.length === 1 && !namesIssuer)) return facts;
  const named = around.fileVotes();
  const isMeant = (fact: (typeof facts)[number]) => !fact.common || named.has(fact.issuer);
  if (namesIssuer && !facts.some(isMeant)) return [];
  return [...facts].sort((a, b) => Number(named.has(b.issuer)) - Number(named.has(a.issuer)));
}

function isPathOfHash(before: string): boolean {
  return /(?:^|[/?&=])(?:tx|transaction|address|block|token|commit|blob|tree|pull|hash|account|contract|nft|collection|ipfs|image|img|asset|static|cdn|article|hc|docs?|blog|coin|market|order|trade|pair|joinchat|invite)s?[/=](?:0x)?$/i.test(
    before,
  );
}

export function positionRole(
  args: readonly (PartRole | null)[] | undefined,
  position: number,
): PartRole | null {
  return args?.[position] ?? (['apiKey', 'secret', 'passphrase'] as const)[position] ?? null;
}
