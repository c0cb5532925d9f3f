import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { ServedRepository, TokenSpec, World } from './world.ts';

/** Who asks. */
export type Identity =
  | { kind: 'nobody' }
  | { kind: 'token'; token: TokenSpec & { used: number } }
  | { kind: 'app' }
  /** A token that is not known, or no longer. */
  | { kind: 'stranger' };

/** Tokens of an App's installations, by the token. */
export type MintedTokens = Map<string, { installation: string; repositoryIds: number[] | null }>;

export function identify(world: World, minted: MintedTokens, header: string | undefined): Identity {
  const credential = credentialIn(header);
  if (credential === null) return { kind: 'nobody' };
  if (credential.split('.').length === 3)
    return isFromApp(world, credential) ? { kind: 'app' } : { kind: 'stranger' };
  const token = world.tokens.get(credential);
  if (token !== undefined) return { kind: 'token', token };
  const installation = minted.get(credential);
  if (installation === undefined) return { kind: 'stranger' };
  const sees = world.repositories
    .filter(({ id, name }) => isIn(installation, { id, name }))
    .map(({ name }) => name);
  return { kind: 'token', token: { token: credential, sees, used: 0 } };
}

function isIn(
  { installation, repositoryIds }: { installation: string; repositoryIds: number[] | null },
  { id, name }: { id: number; name: string },
): boolean {
  return name.startsWith(`${installation}/`) && (repositoryIds === null || repositoryIds.includes(id));
}

function credentialIn(header: string | undefined): string | null {
  const [, scheme = '', value = ''] = /^(\w+) (.+)$/.exec(header ?? '') ?? [];
  if (/^(?:bearer|token)$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[1] ?? null;
}

function isFromApp({ app }: World, jwt: string): boolean {
  const [head, body, signature] = jwt.split('.') as [string, string, string];
  if (app === undefined) return false;
  const { iss, exp } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as {
    iss: string;
    exp: number;
  };
  const data = Buffer.from(`${head}.${body}`);
  const key = createPublicKey(app.publicKey);
  const isSigned = verify('sha256', data, key, Buffer.from(signature, 'base64url'));
  return isSigned && String(iss) === app.id && exp * 1000 > Date.now();
}

export function mint(minted: MintedTokens, installation: string, repositoryIds: number[] | null): string {
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  minted.set(token, { installation, repositoryIds });
  return token;
}

/** May this identity see the repository at all? */
export function maySee(identity: Identity, repository: ServedRepository): boolean {
  if (identity.kind === 'stranger') return false;
  if (identity.kind === 'token' && identity.token.sees !== undefined) {
    const [owner = ''] = repository.name.split('/');
    const names = identity.token.sees;
    return !repository.private || names.includes(owner) || names.includes(repository.name);
  }
  return !repository.private || identity.kind === 'token';
}
