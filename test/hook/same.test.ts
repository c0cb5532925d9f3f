import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../src/engine/checks/samples.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { sampleValue } from '../../src/rules/sample.ts';
import { scratchFolder } from '../git/scratch.ts';
import { openProject, type Project } from './project.ts';

const TOOLS = { samplers: SAMPLERS, pairSamplers: PAIR_SAMPLERS, checks: CHECKS };

/** A made-up credential of every kind of every issuer, each in a file of its own that names the issuer. */
function everyKind(): Record<string, string> {
  const files = builtinCatalog().rules.flatMap((rule) =>
    rule.credentials.map((kind): [string, string] => {
      const value = sampleValue({ kind, seed: 'same', tools: TOOLS });
      return [`${rule.id}/${kind.id}.txt`, `${kind.role}: ${JSON.stringify(value)}\n`];
    }),
  );
  return Object.fromEntries(files);
}

describe('the program of the hook', () => {
  it('finds what a scan finds, whatever check proves it', () => {
    const project: Project = openProject(scratchFolder());
    project.git(['init', '-q', '.']);
    project.write(everyKind());
    project.git(['add', '-A', '-f']);
    const { stdout } = project.keysweep('scan', '--all', '--format', 'json');
    const findings: { fingerprint: string }[] = JSON.parse(stdout).findings;
    const staged = project.keysweep('staged');
    const ids = [...staged.stdout.matchAll(/\bks1-[0-9a-f]{32}\b/g)].map(([id]) => id);
    expect(staged.status).toBe(1);
    expect(findings.length).toBeGreaterThan(100);
    expect(ids.sort()).toEqual(findings.map(({ fingerprint }) => fingerprint).sort());
  });
});
