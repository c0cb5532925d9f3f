#!/usr/bin/env node
// Checks rule files without a build: node scripts/check-rules.mjs [FILES], all of rules/ by default. The schema,
// then whether every kind can be made up, then what two rules claim both. Examples need the engine:
// `keysweep rules check`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './import-source.mjs';

const source = await importSource(
  'src/rules/schema.ts',
  'src/rules/problem.ts',
  'src/rules/check.ts',
  'src/rules/hygiene.ts',
  'src/engine/checks/registry.ts',
  'src/engine/checks/samples.ts',
);
const { CHECKS: checks, PAIR_CHECKS, SAMPLERS: samplers, PAIR_SAMPLERS: pairSamplers } = source;
const known = { checks: new Set(checks.keys()), pairChecks: new Set(PAIR_CHECKS.keys()) };
const tools = { samplers, pairSamplers, checks };

const given = process.argv.slice(2);
const folder = join(root, 'rules');
const files = given.length > 0 ? given : readdirSync(folder).map((name) => join(folder, name));
const parsed = files.map((file) => source.parseRule({ file, text: readFileSync(file, 'utf8'), known }));
const issuers = parsed.flatMap(({ issuer }) => issuer ?? []);
const lines = [
  ...parsed.flatMap(({ problems }) => problems.map(source.formatProblem)),
  ...issuers.flatMap((issuer) => source.sampleFaults(issuer, tools)).map(source.formatFault),
  ...source.hygieneFaults(issuers).map(source.formatFault),
];
for (const line of lines) console.log(line);
console.log(`${files.length} files, ${lines.length} problems`);
process.exitCode = lines.length === 0 ? 0 : 2;
