import type { PartRole } from '../findings/model.ts';
import * as foreign from './foreign-words.ts';

/**
 * Reads what a name says about the value bound to it: which part of a credential it is, or that it is something
 * else. Works on names of every style (`apiKey`, `API_KEY`, `api-key`, "Binance API key", `$config['key']`).
 */

export interface LabelMeaning {
  /** Null where the name says nothing about a credential. */
  role: PartRole | null;
  /** 3: only credentials are called that; 2: mostly; 1: many things are (`key`, `id`). 0 without a role. */
  strength: 0 | 1 | 2 | 3;
  /** The name says that the value is no credential: a hash, an address, a signature, an order id ... */
  other: boolean;
  /** The name says that the value is made up. */
  dummy: boolean;
}

/** Joined and lower-cased words of a name, separated by single blanks: `apiKey2` is `api key 2`. */
export function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .replace(/(\d)([A-Za-z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9\x80-\xff]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(MISSPELT, 'secret');
}

/** `secreteKey`, `secert`, `SCERET_KEY`: how people mistype it. */
const MISSPELT = /\b(?:secrete|secert|secrect|secrett|sercet|serect|seceret|sceret|scret)(?=s?\b|key\b)/g;

const SECRET_WORDS: [RegExp, PartRole, 1 | 2 | 3][] = [
  [foreign.PRIVATE_KEY, 'privateKey', 3],
  [
    /\xe7\xa7\x81\xe9\x92\xa5|\xe5\x8a\xa9\xe8\xae\xb0\xe8\xaf\x8d|\xe7\xa7\x98\xe5\xaf\x86\xe9\x8d\xb5/,
    'privateKey',
    3,
  ],
  [
    /mnemonic|seed ?phrase|recovery ?phrase|secret ?phrase|\b(?:wallet|backup) ?(?:words|phrase)\b|\b12 words\b|\b24 words\b/,
    'privateKey',
    3,
  ],
  [
    /pass ?phrase|passwd|password|\bpass\b|\bpwd\b|\bpw\b|\bapi ?pass\b|\bpassw\b|trading ?pass|\bpin\b|senha|passwort|kennwort|wachtwoord|contrase[\xc3\xe3]\xb1a|contrasena|mot ?de ?passe|\bsifre\b|\bheslo\b|\bhas[\xc5\xe5]\x82o\b|\bhaslo\b|\bparol\b|\bjelszo\b|\blozinka\b|\bsalasana\b|\blosenord\b|\bpassord\b|[\xc5\xe5]\x9fifre|\xe5\xaf\x86\xe7\xa0\x81|\xe5\x8f\xa3\xe4\xbb\xa4|\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8|\xe3\x83\x91\xe3\x82\xb9(?:\xe3\x83\x95\xe3\x83\xac\xe3\x83\xbc\xe3\x82\xba|\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89)|\xf0\xbf\xf0\xb0\xf1\x80\xf0\xbe\xf0\xbb/,
    'passphrase',
    2,
  ],
  [foreign.PASSPHRASE, 'passphrase', 2],
  [
    /priv(?:ate)? ?(?:api ?)?key(?! ?id\b)|\bprivkey|\bpvt ?key|^(?:(?:old|new|main|sub|test|live|prod) )?private$|\bprivate ?(?:hex|pem|key|part)\b(?! ?id\b)|^(?:\w+ )?prv$|^priv$|\bpem\b|\bpk\b(?! ?id)|\bsigner ?key|sign(?:ing)? ?(?:priv|secret|key)|keypair|\blocal ?wallet\b|\bkey ?signer\b|\bwif\b|xprv|deployer ?key|\bagent ?key|\bsession ?key|(?:wallet|account|agent|owner|admin|operator|deployer|relayer|keeper|bot|trader|trading|payer|maker|taker|vault|hot|stark|signer|eth|evm|sol) ?(?:p ?k|priv(?:ate)?)\b/,
    'privateKey',
    3,
  ],
  [
    /\bseeds?\b|^accounts$|\bfrom ?key\b|\bsoukrom\w*|\bprywatn\w*|\bprivad[oa]\b|\bprivee\b/,
    'privateKey',
    2,
  ],
  [/^(?!is|not|non|npm|nuxt|next)[a-z][a-z\d]{1,14} private$/, 'privateKey', 2],
  [foreign.PRIVATE, 'privateKey', 2],
  [
    /(?:api|access|key|app|client|shared|hmac|master|trading?|account|exchange|consumer|signing|secret ?access) ?(?:api ?)?(?:secret|sec)\b|(?:unseal|recovery) ?keys?\b|\boperator unseal$|secret ?(?:api ?|access ?)?key|api ?secret|secretkey|apisecret|\bb 64 ?secret|\bhmac ?key|\bsecret ?hex|(?<!\xe8\xae\xbf\xe9\x97\xae)\xe5\xaf\x86\xe9\x92\xa5(?! ?id\b)|\xe7\xa7\x98\xe9\x92\xa5|(?:\xf1\x81|\xf0\xa1)\xf0\xb5\xf0\xba\xf1\x80\xf0\xb5\xf1\x82|\xeb\xb9\x84\xeb\xb0\x80|\xec\x8b\x9c\xed\x81\xac\xeb\xa6\xbf|\xe3\x82\xb7\xe3\x83\xbc\xe3\x82\xaf\xe3\x83\xac\xe3\x83\x83\xe3\x83\x88/,
    'secret',
    3,
  ],
  [foreign.SECRET, 'secret', 3],
  [
    /secret|segredo|segret[oa]|\brahasia\b|\bhimitsu\b|\btajn[aey]\b|\xe7\xa7\x98\xe5\xaf\x86|\bgeheim|\bsekret|\bgizli\b|\bskey\b|\bsk\b|\bsec ?key\b|\bapi ?sec\b|\bsign ?key\b/,
    'secret',
    2,
  ],
  [foreign.SECRET_THING, 'secret', 2],
  [/^(?:\w+ ){0,2}sec(?: [a-z]{2,12})?(?: \d+)?$/, 'secret', 1],
  [/web ?hook|\bhook ?url\b|\bhook\b/, 'webhook', 2],
  [
    /(?:api|access|auth|bearer|bot|telegram|account|personal(?: access)?|session|jwt|refresh|read ?only|ws|user|tg|id|security|secret) ?token|\bbearer\b|\bjwt\b|\bpat\b|authorization/,
    'token',
    3,
  ],
  [/(?<!\bla)token\b|^auth ?key$/, 'token', 2],
  [foreign.TOKEN, 'token', 2],
  [/^(?:\w+ )?tok$/, 'token', 1],
];

const PUBLIC_WORDS: [RegExp, PartRole, 1 | 2 | 3][] = [
  [/\bkey ?id\b|\xe5\xaf\x86\xe9\x92\xa5 ?id\b/, 'apiKey', 2],
  [/client ?id\b|\bapp ?id\b|^code ?name$/, 'apiKey', 1],
  [
    /\bu ?id\b|customer ?id|klient ?id|user ?(?:id|name)\b|account ?(?:id|no|number)\b|\bmemo\b|sub ?account|\blogin\b|member ?id|project ?id|\bcustomer$/,
    'uid',
    2,
  ],
  [foreign.USER, 'uid', 2],
  [/wallet ?addr|address\b|\baddr\b|public ?addr|\bfunder\b/, 'walletAddress', 2],
  [
    /api ?(?:key|schl(?:ue|[\xc3\xe3]\xbc)ssel|sleutel|nyckel|avain|kulcs|klucz|chiave|clave|chave|cl(?:e|[\xc3\xe3]\xa9)\b|anahtar)|(?:schl(?:ue|[\xc3\xe3]\xbc)ssel|klucz|chiave|clave|llave|chave|cl(?:e|[\xc3\xe3]\xa9)) ?(?:d[aei]l? ?)?api\b|apikey|access ?key|\bkey ?id\b|\bapi ?id\b|api ?access|\bapp ?key\b|\bclient ?key\b|\bmaster ?key\b|consumer ?key|public ?api ?key|\bak\b|trading ?key|exchange ?key|access ?id|api ?public|\bapi ?k\b/,
    'apiKey',
    3,
  ],
  [foreign.API_KEY, 'apiKey', 3],
  [
    /pub(?:lic)? ?key|^(?:(?:old|new|main|sub|test|live|prod) )?(?:pubs?|publics?)$|\bverejn\w*|\bpubliczn\w*|\bpublic[oa]\b/,
    'apiKey',
    1,
  ],
  [/^(?!is|not|non|nuxt|next|expo|vite|react)[a-z][a-z\d]{1,14} (?:pub|public)$/, 'apiKey', 1],
  [foreign.PUBLIC, 'apiKey', 1],
  [foreign.KEY, 'apiKey', 1],
  [/\bapi\b(?! ?(?:url|uri|host|base|path|version|endpoint|v \d))|\baccess\b/, 'apiKey', 1],
  [
    /(?<!\bhash)key\b|\bkeys\b|\bclave\b|\bklucz\b|\bkly?uch\b|\bchiave\b|\bllave\b|\bchave\b|\banahtar[\xc4\xe4]?\b|\bnyckel\b|\bsleutel\b|schl(?:ue|[\xc3\xe3]\xbc)ssel|\xf0[\xba\x9a]\xf0\xbb\xf1\x8e\xf1\x87|\xe3\x82\xad\xe3\x83\xbc|\xed\x82\xa4/,
    'apiKey',
    1,
  ],
  [/\bwallet\b/, 'walletAddress', 1],
];

/** Names of things that look like credentials and are none. Tested on the last words of a name. */
const OTHER_WORDS =
  /\b(?:(?:fuzz|random|rand|prng|rng|noise) ?seed|session(?: ?token| ?key)?|api ?session|(?:spl|rate ?limit|pending ?\d* ?fa|captcha) ?token|hash(?:es)?|sha ?\d*|sha \d+|md ?5|digest|checksum|crc|integrity|etag|nonce|signature|sig|signed|sign|salt|iv|mac|cipher ?text|crypto ?text|encrypted|enc|ciphered|tx|tx ?id|txn|transaction(?: ?id)?|block(?: ?hash)?|commit|revision|rev|guid|order(?: ?id| ?no)?|orders|trade ?id|deal ?id|cl ?ord ?id|ord ?id|broker(?: ?id| ?tag| ?code)?|affiliate|referral|ref(?:er(?:rer|al))?(?: ?id| ?code)?|channel ?code|listen ?key|user ?data ?key|finger ?print|thumb ?print|cursor|page(?: ?token)?|next ?(?:page ?)?token|trace(?: ?id)?|span ?id|request ?id|req ?id|correlation ?id|csrf ?(?:token)?|xsrf ?(?:token)?|captcha|site ?key|sitekey|recaptcha|cert(?:ificate)?|version|build(?: ?(?:id|key))?|image|icon|logo|font|color|data ?uri|calldata|bytecode|opcodes|abi|selector|topics?|merkle|root|proof|leaf|commitment|condition ?id|question ?id|market ?id|asset ?id|coin ?id|contract|mint|pool(?: ?id)?|program ?id|factory|router|spender|recipient|to ?address|token ?address|token ?mint|deployment|migration|sequence|session ?id|device ?id|install(?:ation)? ?id|tracking ?id|analytics|measurement ?id|event ?id|(?:message|msg) ?id|update ?id|file ?id|object ?id|row ?id|document ?id|node ?id|task ?id|job ?id|run ?id|primary ?key|foreign ?key|partition ?key|sort ?key|row ?key|cache ?key|index ?key|storage ?key|map ?key|react ?key|query ?key|idempotency ?key|dedup(?:e)? ?key|(?<!api )key ?name|key ?hash|key ?(?:header|prefix|path|file|length|size|type|usage|index|code)|rate ?(?:limit ?)?key|license|licence|vapid|dsn|app ?center|bundle ?id|team ?id|sec ?web ?socket ?(?:key|accept)|public ?key ?hash|content ?id|cid|ipfs|uri|expiry|expires?|timestamp|created ?at|url ?hash|sha|blob|tree|parent)$/;

const OTHER_ANYWHERE =
  /(?:public ?key ?token|user ?secrets ?id|add user secrets)\b|\bpreview ?mode\b|(?:e ?mail|gmail|smtp|imap|mailer?|db|database|postgres(?:ql)?|pg|mysql|maria ?db|mongo(?:db)?|redis|rabbit ?mq|ftp|ssh|root|sudo|grafana|influx(?:db)?) ?(?:user ?)?(?:pass ?word|passwd|pass|pwd)\b|listen ?key|order ?client|client ?order|sec ?web ?socket|integrity|check ?sum|finger ?print|encrypted(?! ?(?:with|by))|cipher|bytecode|affiliate|broker|referral|csrf|xsrf|captcha|analytics|firebase|vapid|algolia|sentry|mapbox|google ?maps|intercom|segment|amplitude|mixpanel|hotjar|facebook ?app|pusher|onesignal|recaptcha|codecov|coveralls|sonar|public ?key ?pin|migration|nonce|e ?tag\b/;

const DUMMY_WORDS = /\b(?:dummy|fake|mock(?:ed)?|placeholder|example|sample|template|invalid|wrong|bogus)\b/;

/** Words of languages that stand between a name and its value and mean nothing. */
const NOISE = new Set(
  'const let var val def my our local export set setx global final static public private protected internal readonly override late string str text char varchar object any auto type typing optional str none null nil func fun function return async await self this cls new env default field static constexpr inline unsafe mut pub as is are the a an of for to here in and with use value uint8 byte bytes u8 qstring nsstring cstring std wstring'.split(
    ' ',
  ),
);

/** What `name` says. `phrase` is the longer wording around it ("my Kraken private key"), used where the name is mute. */
export function meaningOf(name: string, phrase = ''): LabelMeaning {
  const key = `${name}\n${phrase}`;
  const known = meanings.get(key);
  if (known !== undefined) return known;
  if (meanings.size >= MOST_MEANINGS) meanings.clear();
  const meaning = readMeaning(name, phrase);
  meanings.set(key, meaning);
  return meaning;
}

/** A text has few names, and asks for each again and again. */
const meanings = new Map<string, LabelMeaning>();
const MOST_MEANINGS = 2000;

function readMeaning(name: string, phrase: string): LabelMeaning {
  const words = wordsOf(name);
  const around = wordsOf(phrase);
  const dummy = DUMMY_WORDS.test(words) && !isValueName(name);
  const own = roleIn(words);
  if (isOther(words, own)) return { role: null, strength: 0, other: true, dummy };
  const tail = around
    .split(' ')
    .filter((word, index, all) => !NOISE.has(word) || isOfKey(word, all[index + 1]))
    .slice(-4)
    .join(' ');
  if (own !== null && own.strength >= 2) return { ...own, other: false, dummy };
  const wide = roleIn(tail);
  if (wide !== null && !isOther(tail, wide) && (own === null || wide.strength > own.strength)) {
    return { ...wide, other: false, dummy: dummy || DUMMY_WORDS.test(tail) };
  }
  if (own !== null) return { ...own, other: false, dummy };
  return { role: null, strength: 0, other: false, dummy };
}

/** `private key`, `signing pub key`: there the word is no modifier. */
function isOfKey(word: string, next: string | undefined): boolean {
  return /^pub(?:lic)?$/.test(word) || (word === 'private' && next === 'key');
}

/** True for names that only say "a value stands here": the real name stands beside it. */
export function isValueName(name: string): boolean {
  return /^(?:\w*value|val|v|default|data|content|text|string|str|literal|input|plain_?text|secret_?string|raw|example)$/i.test(
    name,
  );
}

export function isNoiseWord(word: string): boolean {
  return NOISE.has(word.toLowerCase());
}

function isOther(words: string, own: { role: PartRole; strength: number } | null): boolean {
  if (OTHER_ANYWHERE.test(words)) return true;
  const stem = words.replace(/(?: \d+)+$/, '');
  if (!OTHER_WORDS.test(stem)) return false;
  return own === null || own.role !== 'secret' || own.strength < 3;
}

function roleIn(words: string): { role: PartRole; strength: 1 | 2 | 3 } | null {
  if (words === '') return null;
  for (const [pattern, role, strength] of SECRET_WORDS) if (pattern.test(words)) return { role, strength };
  for (const [pattern, role, strength] of PUBLIC_WORDS) if (pattern.test(words)) return { role, strength };
  return null;
}
