import { KeysweepError } from '../errors.ts';
import { type Catalog, loadIssuers } from '../rules/catalog.ts';
import type { Issuer } from '../rules/rule.ts';
import { loadCatalog } from '../scan/catalog.ts';
import { resolveSettings } from '../scan/settings.ts';
import { suggestion } from './options.ts';

/** The shipped rules with those that the configuration and `--rules` add for a scan here. Throws `KeysweepError`. */
export async function catalogHere(rules: readonly string[] | undefined, cwd: string): Promise<Catalog> {
  const settings = resolveSettings({ cwd, rules: rules ?? [], baseline: false }, cwd);
  return (await loadCatalog(settings.rules)).catalog;
}

/** The issuer that a person named: by id, name, ccxt id or a word of its rule. Throws `KeysweepError`. */
export async function findIssuer(given: string, catalog: Catalog): Promise<Issuer> {
  const issuers = await loadIssuers(catalog);
  const wanted = plain(given);
  const isMeant = [
    ({ id }: Issuer) => plain(id) === wanted,
    ({ name }: Issuer) => plain(name) === wanted,
    ({ ccxt, words }: Issuer) => [...ccxt, ...words].some((word) => plain(word) === wanted),
  ];
  const found = (wanted === '' ? [] : isMeant).flatMap((matches) => issuers.find(matches) ?? [])[0];
  if (found !== undefined) return found;
  const hint = `${suggestion(
    given,
    issuers.map(({ id }) => id),
  )}All issuers: keysweep rules list`;
  throw new KeysweepError('USAGE', `there is no issuer "${given}"`, { hint });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
