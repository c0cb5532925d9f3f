import { CHECKS } from '../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../src/engine/checks/samples.ts';
import { builtinCatalog, loadIssuers } from '../../src/rules/catalog.ts';
import { fillExample } from '../../src/rules/example.ts';
import type { CredentialKind, Issuer } from '../../src/rules/rule.ts';
import { sampleValue } from '../../src/rules/sample.ts';

const TOOLS = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };

export interface Planted {
  /** `ISSUER/KIND`. */
  rule: string;
  value: string;
}

/** Made-up credentials of every kind of every issuer, and the files that hold them. */
export interface Garden {
  files: Record<string, string>;
  planted: Planted[];
}

/**
 * Every issuer's own examples, filled in, and a line for each kind that no example shows. The same seed gives
 * the same values, another seed others. Throws where a kind cannot be sampled, so that none is left out.
 */
export async function plantEverything(seed: string): Promise<Garden> {
  const garden: Garden = { files: {}, planted: [] };
  for (const issuer of await loadIssuers(builtinCatalog())) plantIssuer({ issuer, seed, garden });
  return garden;
}

function plantIssuer({ issuer, seed, garden }: { issuer: Issuer; seed: string; garden: Garden }): void {
  for (const [index, example] of issuer.examples.positive.entries()) {
    const { text, parts } = fillExample({ example, issuer, seed: `${seed}-${index}`, tools: TOOLS });
    garden.files[`${issuer.id}/${index}/${example.path}`] = text;
    for (const { kind, start, end } of parts) {
      garden.planted.push({ rule: `${issuer.id}/${kind}`, value: text.slice(start, end) });
    }
  }
  const shown = new Set(garden.planted.map(({ rule }) => rule));
  const others = issuer.credentials.filter(({ id }) => !shown.has(`${issuer.id}/${id}`));
  for (const kind of others) plantKind({ issuer, kind, seed, garden });
}

function plantKind(options: { issuer: Issuer; kind: CredentialKind; seed: string; garden: Garden }): void {
  const { issuer, kind, seed, garden } = options;
  const value = sampleValue({ kind, seed: `${issuer.id}-${seed}`, tools: TOOLS });
  const name = kind.names[0] ?? `${issuer.id}_${kind.role}`;
  garden.files[`${issuer.id}/${kind.id}.py`] = `# ${issuer.name}\n${name} = ${JSON.stringify(value)}\n`;
  garden.planted.push({ rule: `${issuer.id}/${kind.id}`, value });
}
