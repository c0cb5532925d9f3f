import { describe, expect, it } from 'vitest';
import { keysweep } from '../cli/keysweep.ts';
import { committedFiles, ROOT } from './documents.ts';

interface Finding {
  rule: string;
  occurrences: { path: string; parts: { region: { startLine: number } }[] }[];
}

describe('this repository', () => {
  it('holds nothing that keysweep itself would report', () => {
    // The bundle is made of the other files; what they say stands there without their lines.
    const files = committedFiles().filter((file) => !file.startsWith('action/'));
    const { status, stdout } = keysweep(['scan', '--format', 'json', ...files], { cwd: ROOT });
    const { findings, coverage }: { findings: Finding[]; coverage: { blobs: number } } = JSON.parse(stdout);
    const places = findings.map(({ rule, occurrences }) => {
      const [{ path, parts } = { path: '?', parts: [] }] = occurrences;
      return `${rule} in ${path}:${parts[0]?.region.startLine}`;
    });
    expect(places).toEqual([]);
    expect({ status, files: coverage.blobs }).toEqual({ status: 0, files: files.length });
  });
});
