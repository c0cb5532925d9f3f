import { KeysweepError } from '../errors.ts';
import { builtinCatalog, type Catalog, extendCatalog } from '../rules/catalog.ts';
import type { RuleText } from '../rules/load.ts';
import type { RuleList } from '../rules/rule.ts';

/** The rules of one run, and what a worker must be given of them. */
export interface LoadedCatalog {
  catalog: Catalog;
  /** Null where a worker can load the same rules itself. */
  rulesForWorkers: RuleList | null;
}

/** The rules that keysweep ships, with those of the given files, folders and texts added, never replaced. Throws `KeysweepError`. */
export async function loadCatalog(paths: readonly (string | RuleText)[]): Promise<LoadedCatalog> {
  if (paths.length === 0) return { catalog: builtinCatalog(), rulesForWorkers: null };
  const [{ loadUserRules }, { CHECKS, PAIR_CHECKS }] = await Promise.all([
    import('../rules/load.ts'),
    import('../engine/checks/registry.ts'),
  ]);
  const known = { checks: new Set(CHECKS.keys()), pairChecks: new Set(PAIR_CHECKS.keys()) };
  const builtin = builtinCatalog();
  const taken = new Set(builtin.rules.map(({ id }) => id));
  const catalog = extendCatalog(builtin, await loadUserRules({ paths, known, taken }));
  return { catalog, rulesForWorkers: catalog.rules };
}

/** Refuses issuer ids that no rule has. */
export async function checkIssuers(issuers: readonly string[], catalog: Catalog): Promise<void> {
  if (issuers.length === 0) return;
  const ids = catalog.rules.map((rule) => rule.id);
  const unknown = issuers.find((issuer) => !ids.includes(issuer));
  if (unknown === undefined) return;
  const { nearestName } = await import('../config/nearest.ts');
  const meant = nearestName(unknown, ids);
  const hint = meant === null ? 'List the issuers with: keysweep rules list' : `Did you mean "${meant}"?`;
  throw new KeysweepError('USAGE', `unknown issuer "${unknown.slice(0, 64)}"`, { hint });
}
