import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysweep } from '../cli/keysweep.ts';
import { codeBlocks, ROOT, read } from './documents.ts';

let folder: string;
let demo: { status: number | null; stdout: string };
let project: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysweep-test-')));
  const env = { PATH: process.env.PATH ?? '', TMPDIR: folder, NO_COLOR: '1' };
  demo = spawnSync(process.execPath, [join(ROOT, 'scripts', 'demo.mjs')], { env, encoding: 'utf8' });
  const [name = ''] = readdirSync(folder).filter((entry) => entry.startsWith('keysweep-demo-'));
  project = join(folder, name);
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Finding {
  issuer: string;
  severity: string;
  parts: { role: string }[];
  occurrences: { path: string }[];
}

describe('the demo', () => {
  it('ends well and says where to look next', () => {
    expect(demo.status).toBe(0);
    expect(demo.stdout).toContain(`npx keysweep scan ${project} --output report.html`);
  });

  it('finds each credential once, whole and by name, and nothing else', () => {
    const { stdout } = keysweep(['scan', '--format', 'json'], { cwd: project });
    const { findings }: { findings: Finding[] } = JSON.parse(stdout);
    const found = findings.map(({ issuer, severity, parts, occurrences }) => [
      issuer,
      severity,
      parts.map(({ role }) => role).join('+'),
      occurrences.map(({ path }) => path).join(),
    ]);
    expect(found.sort()).toEqual([
      ['binance', 'critical', 'secret+apiKey', 'config.json'],
      ['bitget', 'critical', 'secret+passphrase+apiKey', 'src/hedge.ts'],
      ['bybit', 'critical', 'secret+apiKey', 'config.json'],
      ['evm-private-key', 'critical', 'privateKey', 'scripts/deploy.js'],
      ['ftx', 'low', 'secret+apiKey', 'legacy/ftx.ini'],
      ['kraken', 'critical', 'secret+apiKey', 'notebooks/fills.ipynb'],
      ['kucoin', 'critical', 'secret+passphrase+apiKey', '.env'],
      ['okx', 'critical', 'secret+passphrase+apiKey', 'k8s/secret.yaml'],
      ['telegram', 'medium', 'token', '.env'],
    ]);
  });

  it('prints what the README shows of it', () => {
    const [sample = ''] = codeBlocks(read('README.md'), 'text');
    expect(sample).toContain('KuCoin');
    const lines = demo.stdout.split('\n');
    expect(sample.split('\n').filter((line) => !lines.includes(line))).toEqual([]);
  });
});
