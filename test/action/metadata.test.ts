import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readInputs } from '../../src/action/inputs.ts';
import { codeBlocks, read } from '../docs/documents.ts';

interface Metadata {
  inputs: Record<string, { description: string; default: string; required?: boolean }>;
  outputs: Record<string, { description: string }>;
  runs: Record<string, string>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const metadata = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Metadata;
const page = read('docs/action.md');

/** First cells of the table below a heading. */
function rowsBelow(heading: string): string[] {
  const text = page.slice(page.indexOf(`\n## ${heading}\n`)).split('\n## ')[1] ?? '';
  return [...text.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name = '']) => name);
}

describe('action.yml', () => {
  it('starts a file that is there, on the node that GitHub has, and nothing before or after it', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'action/run/main.js' });
    expect(existsSync(join(ROOT, metadata.runs.main!))).toBe(true);
  });

  it('has the inputs and outputs that the page describes', () => {
    expect(rowsBelow('Inputs')).toEqual(Object.keys(metadata.inputs));
    expect(rowsBelow('Outputs')).toEqual(Object.keys(metadata.outputs));
    const described = [...Object.values(metadata.inputs), ...Object.values(metadata.outputs)];
    expect(described.filter(({ description }) => !description)).toEqual([]);
  });

  it('gives defaults that are read as they are meant', () => {
    const env = Object.fromEntries(
      Object.entries(metadata.inputs).map(([name, { default: value }]) => [
        `INPUT_${name.toUpperCase()}`,
        value,
      ]),
    );
    expect(readInputs(env)).toEqual({ ...readInputs({}), token: `\${{ github.token }}` });
  });

  it('has an input for everything that is read', () => {
    const asked: string[] = [];
    readInputs(new Proxy({}, { get: (_, name) => void asked.push(String(name)) }));
    const names = Object.keys(metadata.inputs).map((name) => `INPUT_${name.toUpperCase()}`);
    expect([...new Set(asked)].sort()).toEqual(names.sort());
  });
});

describe('the examples', () => {
  const blocks = [...codeBlocks(page, 'yaml'), ...codeBlocks(read('README.md'), 'yaml')];
  const uses = blocks.flatMap((block) =>
    [...block.matchAll(/uses: *(\S+)/g)].map(([, action = '']) => action),
  );

  it('name every action by a commit', () => {
    expect(uses.length).toBeGreaterThan(4);
    expect(uses.filter((action) => !/@(?:[0-9a-f]{40}|COMMIT)$/.test(action))).toEqual([]);
  });

  it('put nothing of an event into a script, and give the least rights', () => {
    expect(blocks.join('\n')).not.toMatch(/run:.*\$\{\{/);
    const workflows = blocks.filter((block) => block.includes('jobs:')).map((block) => parse(block));
    expect(workflows).toHaveLength(2);
    for (const { permissions, jobs } of workflows) {
      expect(permissions).toEqual({});
      for (const job of Object.values(jobs) as { permissions: object }[]) {
        expect(job.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
      }
    }
  });
});

describe('the bundle', () => {
  const folder = join(ROOT, 'dist', 'action');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  );

  it('imports itself and what node brings, and nothing else', () => {
    const targets = files.flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const found = text.matchAll(
        /(?:^|[;\n}])import(?:[\w*{}\s,$]+from)?\s*"([^"]+)"|\bimport\("([^"]+)"\)|\brequire\("([^"]+)"\)/g,
      );
      return [...found].map(([, plain, lazy, old]) => ({ file, target: plain ?? lazy ?? old ?? '' }));
    });
    expect(targets.length).toBeGreaterThan(50);
    const isKnown = ({ file, target }: { file: string; target: string }): boolean =>
      target.startsWith('.')
        ? existsSync(join(folder, file, '..', target))
        : builtinModules.includes(target.replace(/^node:/, '')) || target === 'node:sqlite';
    expect(targets.filter((target) => !isKnown(target))).toEqual([]);
  });

  it('brings the licence of every package in it', () => {
    const licences = readFileSync(join(folder, 'LICENSES.txt'), 'utf8');
    for (const name of ['octokit', 'undici', '@noble/curves', 'picomatch', 'yaml']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });
});
