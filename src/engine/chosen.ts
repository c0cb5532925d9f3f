import { isPlaceholder } from './companion-words.ts';
import { isFiller, letterOdds } from './randomness.ts';

/** Passwords as people choose them: what is called one, and what looks like one. */

/** `walletPassword`, `DB_PASS`, `gateway-passphrase`, `PASSWORD_PROD`: names for what somebody chose. */
export function isPasswordName(name: string): boolean {
  return PASSWORD.test(name);
}

const PASSWORD =
  /(?:[Pp]ass(?:[Ww]ord|[Pp]hrase|wd)|PASS(?:WORD|PHRASE|WD)|(?:^|[_-])(?:pass|PASS|pwd|PWD)|[a-z]P(?:ass|wd))(?:[_-]?[1-3]|_(?:prod|live|main|PROD|LIVE|MAIN)|Prod|Live|Main)?$/;

/** Letters with a digit among them or in no order, long enough to keep anybody out, that are no example and no word of a program. */
export function isChosen(value: string): boolean {
  return (
    value.length >= LEAST &&
    value.length <= MOST &&
    /^[!-~]+$/.test(value) &&
    /[A-Za-z]/.test(value) &&
    (/\d/.test(value) || isRandomLetters(value)) &&
    !(NUMBERED.test(value) && letterOdds(value).odds > UNLIKELY) &&
    !NO_PASSWORD.test(value) &&
    !isPlaceholder(value) &&
    !isFiller(value) &&
    !isCommon(value)
  );
}

const LEAST = 8;
/** `1q2w3e4r` */
const SHORT = 10;
const MOST = 128;

/** Paths, addresses of the net and of wallets, files, markup, calls, ciphers and encodings. */
const NO_PASSWORD =
  /[<>{}()[\]\\`"'\s;]|:\/\/|^[./~@$%:]|\/.*\/|^[\w.-]+:\d+$|@[\w-]+\.[a-z]{2,}$|\.(?:[a-z]{2,4}|json|yaml|html)$|^\d[\d.:T_-]*[a-z]*$|^(?:aes|sha|md|rsa|utf|iso|base|hmac|pbkdf|bcrypt|scrypt|argon|ripemd|secp|ed|x|v)[_-]?\d|\$2[aby]\$|^0x[\da-f]{40}$/i;

/** `login.password2`, `field-1`, where its letters read as words. */
const NUMBERED = /^[A-Za-z]+(?:[._-][A-Za-z]+)*[._-]?\d$/;
const UNLIKELY = -1;

/** Letters of both cases that come as chance has it. */
function isRandomLetters(value: string): boolean {
  if (value.length < SHORT || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false;
  const { odds, pairs } = letterOdds(value);
  return pairs >= SHORT - 2 && odds < VERY_UNLIKELY;
}

const VERY_UNLIKELY = -1.8;

/** What everybody writes who has to write something. */
function isCommon(value: string): boolean {
  const words = value.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter((word) => word.length > 1);
  return words.length === 0 ? value.length < SHORT : words.every((word) => COMMON.test(word));
}

const COMMON =
  /^(?:my|the|is|a|new|old|very|super|strong|secure|safe|simple|easy|pass|passw|pwd|pw|admin|administrator|root|user|username|guest|login|demo|test|tests|testing|tester|hello|world|welcome|letmein|let|me|in|abc|abcd|xyz|foo|bar|baz|qux|default|temp|tmp|dev|local|prod|staging|docker|postgres|postgresql|psql|mysql|maria|redis|mongo|mongodb|sqlite|rabbit|db|database|data|server|client|service|app|api|web|bot|bots|trader|trading|trade|crypto|coin|bitcoin|btc|eth|ethereum|wallet|keystore|geth|account|master|main|key|keys|value|some|any|name|here|this|that|word|phrase|string|text|field|param|input|hash|salt|wrong|bad|good|valid|hunter|monkey|dragon|sunshine|iloveyou|love|trustno|asd|zxc|qwe|rty|p|ss|w|rd)$/i;
