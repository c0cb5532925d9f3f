import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

interface Job {
  permissions: Record<string, string>;
  'timeout-minutes': number;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

const FOLDER = join(import.meta.dirname, '..', '..', '.github', 'workflows');
const FILES = readdirSync(FOLDER);

/** Rights that may be given, by workflow. */
const RIGHTS: Record<string, Record<string, string>> = {
  'ci.yml': { contents: 'read' },
  'release.yml': { contents: 'read', 'id-token': 'write' },
};

describe.each(FILES)('the workflow %s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('uses actions at commits, and tells which version that is', () => {
    const used = text.match(/uses: .*/g) ?? [];
    for (const line of used) expect(line).toMatch(/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(used.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
  });

  it('has no rights but those it needs, no secrets, and an end', () => {
    expect(workflow.permissions).toEqual({});
    expect(text).not.toContain('secrets.');
    expect(workflow.on).not.toHaveProperty('pull_request_target');
    for (const job of jobs) {
      expect(job.permissions).toEqual(RIGHTS[file]);
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  it('puts nothing into a shell line that somebody else may choose', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
});
