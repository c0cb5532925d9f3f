import type { PartRole } from '../findings/model.ts';
import type { Category } from '../rules/rule.ts';
import type { Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { lineEnd, lineStart } from './lines.ts';
import { bare, type Named } from './named-value.ts';
import { isWordy } from './randomness.ts';
import { callFacts } from './ruleset.ts';
import type { Token } from './token.ts';

/** Values without a name: told by their place in a call, a list, an address, a record or a file of keys. */

/** Without a name: the position in a client's constructor or a list, an address, a bare line of a key file. */
export function readPosition(around: Surroundings, token: Token, binding: Binding): Named | null {
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

/** Calls that only convert their argument: what their result is bound to names it. */
export function isWrapper(callee: string): boolean {
  const parts = callee.split(/\.|::|->/);
  if (/^(?:new|from|of)$/i.test(parts.at(-1)!) && parts.length > 1) {
    return /^(?:string|str|secret\w*|box|arc|rc|cow|optional|buffer|bytes|uint8array|object|array|list|map|path|uri|url)$/i.test(
      parts.at(-2)!,
    );
  }
  return /^(?:from|of|new|decode\w*|b64decode|atob|unhexlify|fromhex|from_?(?:hex|str|string|utf8|base64|secret_?key|bytes|env)|to_?(?:string|bytes|buffer)|hex_?to_?bytes|bytes?|bytearray|buffer|string|str|std::string|some|ok|optional|secret|secret_?str(?:ing)?|get_?env|getenv|env|get|default|unwrap_or\w*|or_?else|encode\w*|trim|strip|parse|quote|concat!?|print\w*|field|param|query|option|format|literal|strcpy|strncpy|memcpy|snprintf|sprintf|from_?char_?codes?|uint8array|get_?bytes|join|concat|paste0?|strcat|implode)$/i.test(
    parts.at(-1)!,
  );
}

/** `Client("…", "…")`: the first two arguments are long strings. */
function takesTwoValues(text: string, call: Label): boolean {
  const open = text.indexOf('(', call.start);
  return /^\(\s*\w?["'`][^"'`\s]{10,300}["'`]\s*,\s*\w?["'`][^"'`\s]{10,300}["'`]/.test(
    text.slice(open, open + 640),
  );
}

/** Functions whose first key argument is the secret that signs. */
export const SIGNERS = /hmac|new_from_slice|SecretKeySpec/i;

const CLIENTS =
  /client|api|exchange|session|rest|socket|auth|account|trade|connect|credential|signer|wallet|http|broker|bot|::new$|init|login|config|create/i;

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
  if (/:\/\/$/.test(before) && /^:[^\s@/]{6,200}@/.test(after)) return { role: 'apiKey', least: 2 };
  const user = /^@([\w.-]{4,100})/.exec(after);
  if (user !== null && /:\/\/[^\s@/]*:?$/.test(before)) return { role: 'secret', least: 2 };
  const isUrl = token.before.includes('/') && /\/\/|[\w-]\.[a-z]{2,}\//i.test(token.before);
  return isUrl && names(token.before) && !isPathOfHash(token.before) ? { role: null, least: 3.5 } : null;
}

/** The place in a record, a file of keys or a list of values. */
export function listedPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  return (
    recordPlace(around, token, binding) ??
    keyFilePlace(around, token, binding) ??
    listPlace(around, token, binding)
  );
}

function listPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = listPosition(around.text, token, binding);
  if (place === null) return null;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least: 2.5 });
}

/** `kraken:KEY:SECRET` on a line of its own, as in password files. */
function recordPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const row = rowPlace(around, token, binding);
  if (row !== null)
    return bare(binding, { label: null, role: positionRole(undefined, row), strength: 2, least: 2.5 });
  const from = lineStart(around.text, token.start, 400);
  const record = /^\s*([\w.-]{2,30})[:;|,\t ]+([^\s:;|,]{8,200})[:;|,\t ]+([^\s:;|,]{8,200})\s*$/.exec(
    around.text.slice(from, lineEnd(around.text, token.end, 400)),
  );
  if (record === null || around.ruleset.lexicon.find(record[1]!).length === 0) return null;
  const place = around.text.slice(from, token.start).includes(record[2]!) ? 1 : 0;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 2, least: 2.5 });
}

/** Place among the long cells of a row without names that begins with an issuer: `(1, 'kraken', 'KEY', 'SECRET')`. */
function rowPlace({ text, ruleset }: Surroundings, token: Token, { bracket }: Binding): number | null {
  if (bracket?.bracket !== '(' || token.start - bracket.open > 600) return null;
  const before = text.slice(bracket.open + 1, token.start);
  if (!/^\s*(?:(?:\d+|N?["'][^"'\n]{0,200}["']|NULL)\s*,\s*)+N?["']$/i.test(before)) return null;
  const cells = before.split(',').map((cell) => cell.trim().replace(/^N?["']|["']$/g, ''));
  const issuer = cells.findIndex(
    (cell) => /^[\w. -]{2,30}$/.test(cell) && ruleset.lexicon.find(cell).length > 0,
  );
  if (issuer < 0) return null;
  return cells.slice(issuer + 1).filter((cell) => cell.length >= 8).length;
}

function keyFilePlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const place = keyFilePosition(around, token);
  if (place === null) return null;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 1.5, least: 1.5 });
}

/** Index in a list of two to four long strings and nothing else: `{"kraken", {"KEY", "SECRET"}}`. */
function listPosition(text: string, token: Token, binding: Binding): number | null {
  const scope = binding.bracket;
  if (scope === null || token.start - scope.open > 600) return null;
  if (scope.bracket === '(' && !/\bauth\s*=\s*$/.test(text.slice(Math.max(0, scope.open - 12), scope.open)))
    return null;
  const list = /^\s*((?:\w*["'`][^"'`\n]{8,300}["'`]\s*,?\s*){2,4})[\]})]/.exec(
    text.slice(scope.open + 1, scope.open + 1200),
  );
  if (
    list === null ||
    (token.end > scope.open + 1 + list[1]!.trimEnd().length - 2 &&
      /^[\s\w]{0,8}["'`]$/.test(text.slice(scope.open + 1, token.start)))
  )
    return null;
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
