#!/usr/bin/env node
// Checks rule files against the schema: node scripts/check-rules.mjs [FILES], all of rules/ by default.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './import-source.mjs';

const registry = 'src/engine/checks/registry.ts';
const hasRegistry = existsSync(join(root, registry));
const source = await importSource(
  'src/rules/schema.ts',
  'src/rules/problem.ts',
  ...(hasRegistry ? [registry] : []),
);
const anything = new (class extends Set {
  has() {
    return true;
  }
})();
const known = hasRegistry
  ? { checks: new Set(source.CHECKS.keys()), pairChecks: new Set(source.PAIR_CHECKS.keys()) }
  : { checks: anything, pairChecks: anything };

const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(join(root, 'rules')).map((name) => join('rules', name));
const problems = files.flatMap(
  (file) => source.parseRule({ file, text: readFileSync(file, 'utf8'), known }).problems,
);
for (const problem of problems) console.log(source.formatProblem(problem));
console.log(`${files.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 2;
