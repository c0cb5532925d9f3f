import { CHECKS, PAIR_CHECKS } from '../engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../engine/checks/samples.ts';
import { createEngine } from '../engine/create.ts';
import type { Engine } from '../engine/engine.ts';
import { builtinCatalog, extendCatalog, loadIssuers } from '../rules/catalog.ts';
import { checkRules, type ExampleScan, formatFault } from '../rules/check.ts';
import { hygieneFaults } from '../rules/hygiene.ts';
import { readRuleFiles } from '../rules/load.ts';
import { formatProblem } from '../rules/problem.ts';
import type { Issuer } from '../rules/rule.ts';

/** What is wrong with rules, one line each, and how many were looked at. */
export interface RuleCheck {
  faults: string[];
  issuers: number;
  /** Those of them that keysweep ships, which is why `--rules` refuses the files. */
  shipped: string[];
}

/**
 * Checks the rule files at the given paths, or the shipped rules when there are none: first their form, then
 * with the engine that will use them whether their own examples are found. Throws `KeysweepError` for a path
 * that cannot be read.
 */
export async function checkRulesAt(paths: readonly string[]): Promise<RuleCheck> {
  if (paths.length === 0) return tryRules(await loadIssuers(builtinCatalog()));
  const known = { checks: new Set(CHECKS.keys()), pairChecks: new Set(PAIR_CHECKS.keys()) };
  const { issuers, problems, files } = await readRuleFiles({ paths, known });
  if (problems.length > 0) return { faults: problems.map(formatProblem), issuers: files.length, shipped: [] };
  const ids = new Set(builtinCatalog().rules.map(({ id }) => id));
  const shipped = issuers.map(({ id }) => id).filter((id) => ids.has(id));
  return { ...(await tryRules(issuers)), shipped };
}

async function tryRules(issuers: readonly Issuer[]): Promise<RuleCheck> {
  const catalog = extendCatalog(builtinCatalog(), issuers);
  const ids = new Set(issuers.map(({ id }) => id));
  const hygiene = hygieneFaults(await loadIssuers(catalog)).filter(({ issuer }) => ids.has(issuer));
  const tools = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };
  const trials = checkRules({ issuers, scan: toExampleScan(createEngine(catalog.rules)), tools });
  return { faults: [...hygiene, ...trials].map(formatFault), issuers: issuers.length, shipped: [] };
}

/** The engine as the examples see it: offsets in characters of the text instead of bytes. */
function toExampleScan(engine: Engine): ExampleScan {
  return (path, text) => {
    const bytes = Buffer.from(text);
    const offset = (at: number) => bytes.toString('utf8', 0, at).length;
    return engine.scan({ bytes, path }).credentials.flatMap(({ issuer, parts }, credentialIndex) =>
      parts.map(({ role, span }) => ({
        issuer,
        role,
        start: offset(span.start),
        end: offset(span.end),
        credentialIndex,
      })),
    );
  };
}
