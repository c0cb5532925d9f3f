import type { Binding, Label } from './binding-types.ts';
import { wordsOf } from './label.ts';
import type { Ruleset } from './ruleset.ts';

/** Secrets with which a web application signs its own cookies, sessions and tokens: no exchange gives them out. */

interface File {
  text: string;
  ruleset: Ruleset;
}

/** Whether a value is called such a secret, or stands in what sets up sessions, and no issuer is in its name. */
export function isOfWebApp({ text, ruleset }: File, binding: Binding): boolean {
  const [own] = binding.near;
  if (own?.via !== 'assignment' && own?.via !== 'argument-name') return false;
  const words = wordsOf(own.name);
  if (SIGNS_ITSELF.test(words)) return ruleset.lexicon.find(own.name).length === 0;
  if (SALTS.test(words)) return isOfWordPress(text, own);
  return words === 'secret' && isOfSession(text, binding);
}

const SIGNS_ITSELF =
  /^(?:\w+ )?(?:(?:jwt|json web token|session|cookies?|csrf|next ?auth|flask|django|laravel|rails|express|better auth)(?: \w+)? secret(?: key)?|secret key base)(?: base| \d+)?$/;

/** `session({ secret: "V" })`, `jwt: { secret: "V" }` */
function isOfSession(text: string, binding: Binding): boolean {
  const [own, outer] = binding.first(2);
  if (outer === undefined || !SESSIONS.test(outer.name)) return false;
  return !HAS_KEY.test(text.slice(outer.start, own!.start + NEAR));
}

const SESSIONS =
  /^(?:express_?)?(?:session|cookie_?session|cookie_?parser|jwt|jwt_?(?:config|options|module))$/i;

/** The session of a client of an exchange has a key as well. */
const HAS_KEY = /api_?key|\bkey["']?\s?[=:]/i;

const SALTS = /^(?:secure auth|auth|logged in|nonce) (?:key|salt)$/;

/** The other names of the eight that stand together in `wp-config.php`. */
function isOfWordPress(text: string, { name, start }: Label): boolean {
  const around = text.slice(Math.max(0, start - FAR), start + FAR);
  return ['LOGGED_IN_KEY', 'SECURE_AUTH_KEY', 'NONCE_SALT'].some(
    (other) => other !== name && around.includes(other),
  );
}

const NEAR = 300;
const FAR = 1500;
