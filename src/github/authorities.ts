import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

type Environment = Readonly<Record<string, string | undefined>>;

/** A file of certificate authorities for git, and how to remove it. */
export interface Authorities {
  /** Null where git's own choice is right. */
  file: string | null;
  remove(): void;
}

const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
];

/**
 * Makes git trust what Node trusts. `GIT_SSL_CAINFO` is git's own variable and is taken as it is. Node adds
 * `NODE_EXTRA_CA_CERTS` to its list where git would take a file instead of its own, so both are put into one.
 */
export function authoritiesForGit(env: Environment): Authorities {
  const nothing = { file: env.GIT_SSL_CAINFO || null, remove: () => undefined };
  const extra = env.NODE_EXTRA_CA_CERTS;
  if (nothing.file !== null || !extra || !existsSync(extra)) return nothing;
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-ca-'));
  const file = join(folder, 'authorities.pem');
  const system = SYSTEM_FILES.find((path) => existsSync(path));
  const known = system === undefined ? rootCertificates.join('\n') : readFileSync(system, 'utf8');
  writeFileSync(file, `${known}\n${readFileSync(extra, 'utf8')}`, { mode: 0o600 });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
