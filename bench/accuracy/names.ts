import type { PartRole } from '../../src/findings/model.ts';
import { isCcxt, type Leak, type Part } from './leak.ts';

/** How identifiers are written: `API_KEY`, `api_key`, `apiKey`, `ApiKey`, `api-key`, `APIKEY`, `apikey`. */
export type Style = 'SCREAMING' | 'snake' | 'camel' | 'Pascal' | 'kebab' | 'FLAT' | 'flat';

export interface Field {
  name: string;
  /** Marked. */
  value: string;
  part: Part;
}

/** Field names that go together: one scheme is used for a whole credential. */
const SCHEMES: readonly Partial<Record<PartRole, string>>[] = [
  { apiKey: 'api key', secret: 'api secret', passphrase: 'passphrase', privateKey: 'private key' },
  { apiKey: 'api key', secret: 'secret key', passphrase: 'api passphrase', privateKey: 'api private key' },
  { apiKey: 'key', secret: 'secret', passphrase: 'passphrase', privateKey: 'private key' },
  { apiKey: 'api key', secret: 'secret', passphrase: 'password', privateKey: 'private key' },
  {
    apiKey: 'access key',
    secret: 'secret key',
    passphrase: 'pass phrase',
    privateKey: 'signing private key',
  },
  { apiKey: 'apikey', secret: 'apisecret', passphrase: 'passphrase', privateKey: 'privkey' },
  {
    apiKey: 'api key id',
    secret: 'api secret key',
    passphrase: 'api pass',
    privateKey: 'signer private key',
  },
  { apiKey: 'apikey', secret: 'secretkey', passphrase: 'passwd', privateKey: 'privatekey' },
  {
    apiKey: 'api access key',
    secret: 'api secret key',
    passphrase: 'api password',
    privateKey: 'account private key',
  },
];

const SINGLES: Record<'token' | 'webhook' | 'uid' | 'walletAddress', readonly string[]> = {
  token: ['api token', 'token', 'access token', 'auth token'],
  webhook: ['webhook url', 'webhook', 'alert webhook', 'hook url'],
  uid: ['uid', 'user id', 'customer id', 'client id', 'account id'],
  walletAddress: ['wallet address', 'account address', 'address'],
};

export const SCHEME_COUNT = SCHEMES.length;

/** All parts with their names in one style; the issuer's word is in the name when the leak says it so. */
export function fields(leak: Leak, style: Style): Field[] {
  const used = new Map<string, number>();
  return leak.parts.map((part) => {
    const name = nameOf(leak, part, style);
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return { name: count === 1 ? name : styled(`${name} ${count}`, style), value: part.value, part };
  });
}

/** The name of one part. */
export function nameOf(leak: Leak, part: Part, style: Style): string {
  const own = ownName(leak, part);
  if (own) return styled(split(ownsIssuer(leak, own) ? own : `${leak.word} ${own}`), style);
  const said = leak.said === 'name' ? leak.word : '';
  return styled([leak.affix.before, said, bareName(leak, part), leak.affix.after].join(' '), style);
}

/** The name without issuer and affixes, in words. */
export function bareName(leak: Leak, part: Part): string {
  if (/^[a-z]+ /.test(part.raw)) return ['mnemonic', 'seed phrase', 'wallet mnemonic'][leak.scheme % 3]!;
  const scheme = SCHEMES[leak.scheme % SCHEMES.length]!;
  const listed = scheme[part.role];
  if (listed) return listed;
  const singles = SINGLES[part.role as keyof typeof SINGLES];
  return singles[leak.scheme % singles.length]!;
}

/** ccxt's own property names, the same in all its languages. */
export function ccxtFields(leak: Leak): Field[] {
  const names: Record<PartRole, string> = {
    apiKey: 'apiKey',
    secret: 'secret',
    passphrase: 'password',
    uid: 'uid',
    privateKey: leak.parts.some((part) => part.role === 'apiKey') ? 'secret' : 'privateKey',
    walletAddress: 'walletAddress',
    token: 'token',
    webhook: 'token',
  };
  return leak.parts.map((part) => ({ name: names[part.role], value: part.value, part }));
}

/** The ccxt class of the issuer, or a plain word where ccxt does not know it. */
export function ccxtClass(leak: Leak): string {
  return isCcxt(leak) ? leak.random.pick(leak.issuer.ccxt) : leak.word;
}

export function styled(words: string, style: Style): string {
  const list = words
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase()
    .split(' ');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  switch (style) {
    case 'SCREAMING':
      return identifier(list.join('_').toUpperCase());
    case 'snake':
      return identifier(list.join('_'));
    case 'kebab':
      return identifier(list.join('-'));
    case 'camel':
      return identifier(list.map((word, i) => (i === 0 ? word : capital(word))).join(''));
    case 'Pascal':
      return identifier(list.map(capital).join(''));
    case 'FLAT':
      return identifier(list.join('').toUpperCase());
    case 'flat':
      return identifier(list.join(''));
  }
}

/** No language lets a name start with a digit. */
function identifier(name: string): string {
  return /^[0-9]/.test(name) ? `x${name}` : name;
}

/** A name from the rule that fits: always where only such a name makes the value a credential. */
function ownName(leak: Leak, part: Part): string | null {
  const issuerNames = Object.keys(leak.issuer.names).filter((name) => leak.issuer.names[name] === part.role);
  const kindNames = part.kind.names;
  if (part.kind.evidence === 'name')
    return choose(leak, part, kindNames.length > 0 ? kindNames : issuerNames);
  if (leak.said !== 'name' || leak.scheme % 3 !== 0) return null;
  const several = leak.issuer.credentials.filter((kind) => kind.role === part.role).length > 1;
  return choose(leak, part, kindNames.length > 0 ? kindNames : several ? [] : issuerNames);
}

function choose(leak: Leak, part: Part, names: readonly string[]): string | null {
  const usable = names.filter((name) => /^[A-Za-z][\w-]*$/.test(name));
  return usable.length === 0 ? null : usable[(leak.scheme + part.raw.length) % usable.length]!;
}

/** `apiKey` in words; names in capitals are words already. */
function split(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

/** Where the names say the issuer, a name that does not (`MEMO`) gets the issuer's word before it. */
function ownsIssuer(leak: Leak, name: string): boolean {
  return leak.said !== 'name' || name in leak.issuer.names || leak.issuer.credentials.length === 1;
}
