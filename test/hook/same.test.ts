import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../src/engine/checks/samples.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { sampleValue } from '../../src/rules/sample.ts';
import { scratchFolder } from '../git/scratch.ts';
import { guardedProject, openProject, type Project } from './project.ts';

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

const KEYS = () =>
  `kucoin:\n  api_key: ${madeUp('kucoin', 'apiKey')}\n  api_secret: ${madeUp('kucoin', 'secret')}\n`;
const PEM = () => `${madeUp('coinbase', 'privateKey')}\n`;
const FILLING = 'rate_limit: true\n'.repeat(400);

/** A file before and after an edit; only what the edit brings is to be found. */
const EDITS: Record<string, { before: string; after: string | Uint8Array; path?: string; isLeak?: boolean }> =
  {
    'nothing but settings': {
      before: KEYS() + FILLING,
      after: `${KEYS() + FILLING}debug: true\n`,
      isLeak: false,
    },
    'a passphrase beside a key that was there': {
      before: KEYS() + FILLING,
      after: `${KEYS()}  api_passphrase: Seven7horses\n${FILLING}`,
    },
    'a secret whose exchange is named far above': {
      before: `kucoin:\n${FILLING}`,
      after: `kucoin:\n${FILLING}api_secret: ${madeUp('kucoin', 'secret')}\n`,
    },
    'the last digits of a secret': {
      before: KEYS().replace(/.(?=\n$)/, 'x'),
      after: KEYS().replace(/.(?=\n$)/, '7'),
    },
    'a name that tells its value': {
      before: FILLING,
      after: `${FILLING}OKX_PASSPHRASE: Seven7horses\n`,
    },
    'a line in the midst of a PEM key': {
      before: PEM().replace(/\n[^-\n]+/, '\nTBD'),
      after: PEM(),
      path: 'coinbase/cdp.pem',
    },
    'a value in UTF-16': {
      before: 'x\n',
      after: Buffer.from(`\ufeff${KEYS()}`, 'utf16le'),
      path: 'keys.txt',
    },
  };

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

  it.each(Object.keys(EDITS))('finds in new lines what a scan with options finds: %s', (name) => {
    const { before, after, path = 'bot/settings.yaml' } = EDITS[name]!;
    const project = guardedProject();
    project.write({ [path]: before });
    project.git(['add', '.']);
    project.git(['commit', '-q', '--no-verify', '-m', 'before']);
    project.write({ [path]: after });
    project.git(['add', '.']);
    const { findings } = JSON.parse(project.keysweep('staged', '--format', 'json').stdout);
    const { status, stdout } = project.keysweep('staged');
    const ids = [...stdout.matchAll(/\bks1-[0-9a-f]{32}\b/g)].map(([id]) => id);
    expect(ids).toEqual(findings.map(({ fingerprint }: { fingerprint: string }) => fingerprint));
    expect(status).toBe(findings.length > 0 ? 1 : 0);
    expect(findings.length > 0).toBe(EDITS[name]!.isLeak ?? true);
  });
});

function madeUp(issuer: string, role: string, seed = 'edit'): string {
  const { credentials } = builtinCatalog().rules.find(({ id }) => id === issuer)!;
  const kind = credentials.find((one) => one.role === role)!;
  return sampleValue({ kind, seed, tools: TOOLS });
}
