import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS, PAIR_CHECKS } from '../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../src/engine/checks/samples.ts';
import type { SampleTools } from '../../src/rules/sample.ts';
import type { KnownChecks } from '../../src/rules/schema.ts';

export const known: KnownChecks = {
  checks: new Set(CHECKS.keys()),
  pairChecks: new Set(PAIR_CHECKS.keys()),
};

export const tools: SampleTools = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };

/** Every rule file of the project, as text. */
export function ruleTexts(): { file: string; text: string }[] {
  const folder = fileURLToPath(new URL('../../rules/', import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ file: `rules/${name}`, text: readFileSync(`${folder}${name}`, 'utf8') }));
}
