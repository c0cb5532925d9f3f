import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PartRole } from '../../src/findings/model.ts';
import type { CredentialKind, Issuer } from '../../src/rules/rule.ts';

/** What the generator needs of a rule file. Fields that a file leaves out are empty here. */
export type IssuerFacts = Pick<
  Issuer,
  | 'id'
  | 'name'
  | 'category'
  | 'ccxt'
  | 'words'
  | 'commonWords'
  | 'hosts'
  | 'headers'
  | 'names'
  | 'imports'
  | 'bundles'
  | 'pairChecks'
> & { credentials: KindFacts[] };

export type KindFacts = Pick<CredentialKind, 'id' | 'role' | 'pattern' | 'evidence' | 'checks' | 'names'>;

/** Reads every issuer's `*.yaml` of the folder, in the order of their ids. Throws when there is none. */
export function readFacts(folder: string): IssuerFacts[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  if (files.length === 0) throw new Error(`no rule files in ${folder}`);
  return files
    .map((file) => withDefaults(parse(readFileSync(join(folder, file), 'utf8')) as Partial<IssuerFacts>))
    .filter((issuer) => issuer.id !== 'generic');
}

/** The kinds of a role that a value can be drawn for. */
export function kindsOf(facts: IssuerFacts, role: PartRole): KindFacts[] {
  return facts.credentials.filter((kind) => kind.role === role);
}

function withDefaults(raw: Partial<IssuerFacts>): IssuerFacts {
  if (!raw.id || !raw.name || !raw.category) throw new Error('a rule file has no id, name or category');
  return {
    id: raw.id,
    name: raw.name,
    category: raw.category,
    ccxt: raw.ccxt ?? [],
    words: raw.words ?? [],
    commonWords: raw.commonWords ?? [],
    hosts: raw.hosts ?? [],
    headers: raw.headers ?? {},
    names: raw.names ?? {},
    imports: raw.imports ?? [],
    bundles: raw.bundles ?? [],
    pairChecks: raw.pairChecks ?? [],
    credentials: (raw.credentials ?? []).map(kindWithDefaults),
  };
}

function kindWithDefaults(raw: Partial<KindFacts>): KindFacts {
  if (!raw.id || !raw.role || !raw.pattern) throw new Error('a credential kind has no id, role or pattern');
  return {
    id: raw.id,
    role: raw.role,
    pattern: raw.pattern,
    evidence: raw.evidence ?? 'issuer',
    checks: raw.checks ?? [],
    names: raw.names ?? [],
  };
}
