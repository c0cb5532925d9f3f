import type { Report } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { builtinCatalog, type Catalog, loadIssuers } from '../rules/catalog.ts';
import { type Settings, shortPath } from './settings.ts';

/** The rules that a scan had beside the shipped ones, as a person in `cwd` would name them. */
export interface OwnRules {
  rules: readonly Settings['rules'][number][];
  cwd: string;
}

/**
 * What reports say about the issuers that were found; loads nothing when there are none. `own` lets them say how to
 * explain an issuer that is not shipped.
 */
export async function factsFor(
  report: Report,
  catalog: Catalog,
  own?: OwnRules,
): Promise<ReadonlyMap<string, RemediationFacts>> {
  const found = new Set([...report.findings, ...report.suppressed].map((finding) => finding.issuer));
  if (found.size === 0) return new Map();
  const issuers = await loadIssuers(catalog);
  const shipped = new Set(builtinCatalog().rules.map(({ id }) => id));
  const options = own === undefined ? '' : rulesOptions(own);
  const facts = issuers
    .filter(({ id }) => found.has(id))
    .map((issuer) => (shipped.has(issuer.id) ? issuer : { ...issuer, explainOptions: options }));
  return new Map(facts.map((one) => [one.id, one]));
}

/** ` --rules security/desk.yaml`; rules of a commit have no path to name. */
function rulesOptions({ rules, cwd }: OwnRules): string {
  const paths = rules.filter((one) => typeof one === 'string').map((path) => shortPath(path, cwd));
  return paths.map((path) => ` --rules ${quoted(path)}`).join('');
}

function quoted(path: string): string {
  return /^[\w./~@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
