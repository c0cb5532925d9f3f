import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', 'src');

/** Rooms, the lowest first, and the rooms that each may import besides itself. */
const BASE = ['findings', 'errors', 'exit-codes', 'version', 'plain-file'];
const MIDDLE = [...BASE, 'rules', 'terminal'];
const ALLOWED: Record<string, string[]> = {
  errors: [],
  'exit-codes': [],
  version: [],
  'plain-file': [],
  findings: ['errors'],
  terminal: BASE,
  rules: BASE,
  engine: ['findings', 'rules'],
  git: BASE,
  sources: [...BASE, 'git'],
  remediation: [...MIDDLE],
  reporters: [...MIDDLE, 'remediation'],
  config: [...BASE, 'terminal'],
  scan: [...MIDDLE, 'engine', 'git', 'sources', 'remediation', 'reporters', 'config'],
  history: [...MIDDLE, 'engine', 'git', 'sources', 'scan'],
  github: [...BASE, 'terminal', 'git'],
  sweep: [...MIDDLE, 'scan', 'history', 'sources', 'config', 'git', 'github', 'reporters', 'remediation'],
  index: [...MIDDLE, 'scan', 'sources', 'reporters', 'remediation'],
  cli: ['*'],
  hook: ['*'],
  action: ['*'],
};
const EDGES = ['cli', 'hook', 'action', 'index'];

/** What the engine may use: nothing that reads, writes, waits or knows the time. */
const ENGINE_MODULES = [/^node:crypto$/, /^node:buffer$/, /^@noble\//, /^@scure\//];
const ENGINE_RULE_FILES = ['rules/rule.ts', 'rules/pattern.ts', 'rules/random.ts'];
const IMPURE_WORDS =
  /\b(?:process\.|console\.|Date\.now|new Date\(\)|performance\.|setTimeout|setInterval|fetch\(|import\()/;

/** The only files that may look at a secret's value. */
const MAY_EXPOSE = ['findings/fingerprint.ts', 'findings/redact.ts', 'findings/secret.ts'];

const IMPORT = /^(import|export)\s(?:(?<type>type)\s)?(?:[^'";]*?\sfrom\s)?'(?<target>[^']+)'/gm;
const DYNAMIC_IMPORT = /\bimport\('(?<target>[^']+)'\)/g;

interface Import {
  from: string;
  target: string;
  isTypeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));
const imports = files.flatMap(importsOf);
const inner = imports.filter(({ target }) => !isPackage(target));

function importsOf({ file, text }: { file: string; text: string }): Import[] {
  const matches = [...text.matchAll(IMPORT), ...text.matchAll(DYNAMIC_IMPORT)];
  return matches.map(({ groups }) => ({
    from: file,
    target: resolveTarget(file, groups?.target ?? ''),
    isTypeOnly: groups?.type !== undefined,
  }));
}

function resolveTarget(file: string, target: string): string {
  return target.startsWith('.') ? relative(SRC, join(SRC, dirname(file), target)) : `package:${target}`;
}

function isPackage(target: string): boolean {
  return target.startsWith('package:');
}

function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

const show = ({ from, target }: Import) => `${from} -> ${target}`;

describe('the architecture', () => {
  it('is read from real imports', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(inner.length).toBeGreaterThan(100);
    expect(inner.filter(({ from }) => from === 'cli/commands.ts').length).toBeGreaterThanOrEqual(4);
  });

  it('knows every room', () => {
    expect([...new Set(files.map(({ file }) => roomOf(file)))].filter((room) => !(room in ALLOWED))).toEqual(
      [],
    );
  });

  it('has no arrow that runs the wrong way', () => {
    const wrong = inner.filter(({ from, target }) => {
      const [room, other] = [roomOf(from), roomOf(target)];
      const allowed = ALLOWED[room] ?? [];
      return room !== other && !allowed.includes('*') && !allowed.includes(other);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets nothing import the edges', () => {
    const wrong = inner.filter(({ from, target }) => {
      return EDGES.includes(roomOf(target)) && roomOf(from) !== roomOf(target);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('has no file that imports itself in a circle at run time', () => {
    const graph = new Map<string, string[]>();
    for (const { from, target, isTypeOnly } of inner) {
      if (!isTypeOnly) graph.set(from, [...(graph.get(from) ?? []), target]);
    }
    const reaches = (start: string): boolean => {
      const seen = new Set<string>();
      const queue = [...(graph.get(start) ?? [])];
      for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
        if (file === start) return true;
        if (!seen.has(file)) queue.push(...(graph.get(file) ?? []));
        seen.add(file);
      }
      return false;
    };
    expect([...graph.keys()].filter(reaches)).toEqual([]);
  });
});

describe('the engine', () => {
  const own = imports.filter(({ from }) => roomOf(from) === 'engine');

  it('imports nothing that could read or write', () => {
    const packages = own.filter(({ target }) => isPackage(target));
    const wrong = packages.filter(
      ({ target }) => !ENGINE_MODULES.some((module) => module.test(target.slice('package:'.length))),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('takes only types and patterns from the rules', () => {
    const wrong = own.filter(
      ({ target, isTypeOnly }) =>
        roomOf(target) === 'rules' && !isTypeOnly && !ENGINE_RULE_FILES.includes(target),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('asks neither the clock nor the process', () => {
    const engine = files.filter(({ file }) => roomOf(file) === 'engine');
    const wrong = engine.filter(({ text }) => IMPURE_WORDS.test(withoutComments(text)));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('secrets', () => {
  it('are looked at in few files', () => {
    const users = files.filter(({ text }) => /\.expose\b|\bexpose\(/.test(text)).map(({ file }) => file);
    expect(users.filter((file) => !MAY_EXPOSE.includes(file))).toEqual([]);
  });
});

describe('printing and exiting', () => {
  it('is left to the edges', () => {
    const words = /\bconsole\.(?:log|error|warn|info|debug)\b|process\.(?:exit|exitCode|stdout|stderr)\b/;
    const wrong = files.filter(({ file, text }) => !EDGES.includes(roomOf(file)) && words.test(text));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('never cuts output off', () => {
    expect(files.filter(({ text }) => /process\.exit\(/.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
