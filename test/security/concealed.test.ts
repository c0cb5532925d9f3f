import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/reporters/index.ts';
import { ALLOW, keysweep } from '../cli/keysweep.ts';
import { madeUp } from '../findings/make.ts';
import { type Scratch, scratchRepository } from '../git/scratch.ts';
import { runHere } from './run-here.ts';

const SECRET = madeUp(71);
const KEY = madeUp(72);
const env = (key: string, secret: string) => `BINANCE_API_KEY=${key}\nBINANCE_API_SECRET=${secret}\n`;

/** Where else a secret stands that is found in a file. */
const PLACES: [string, (repository: Scratch) => unknown][] = [
  ['the name of its file', ({ commit }) => commit({ [`binance-${SECRET}.env`]: env(KEY, SECRET) })],
  ['the name of a folder', ({ commit }) => commit({ [`keys/${SECRET}/.env`]: env(KEY, SECRET) })],
  [
    'the name of the file of another leak',
    ({ commit }) => commit({ '.env': env(KEY, SECRET), [`${SECRET}.bak.env`]: env(madeUp(73), madeUp(74)) }),
  ],
  [
    'the name of a file that is left out',
    ({ commit }) => {
      const image = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
      commit({ '.env': env(KEY, SECRET), [`wallet_${SECRET}.png`]: image });
    },
  ],
  [
    'the name of a branch and a tag',
    ({ commit, git }) => {
      commit({ '.env': env(KEY, SECRET) });
      git('branch', `fix/${SECRET}`);
      git('tag', `v1-${SECRET}`);
    },
  ],
  [
    'the name and the address of the author',
    ({ stage, git }) => {
      stage({ '.env': env(KEY, SECRET) });
      git('commit', '-q', '--no-verify', '-m', 'x', `--author=Me ${SECRET} <${SECRET}@example.org>`);
    },
  ],
  [
    'another key, as if it were public',
    ({ commit }) => commit({ '.env': env(KEY, SECRET), 'two.env': env(SECRET, madeUp(75)) }),
  ],
  [
    'the words of a comment that allows it',
    ({ commit }) =>
      commit({ '.env': `BINANCE_API_SECRET=${SECRET} # ${ALLOW} rotated, was (${SECRET.slice(0, 15)}\n` }),
  ],
  [
    'a comment that allows nothing',
    ({ commit }) => commit({ '.env': env(KEY, SECRET), [`${SECRET}.py`]: `# ${ALLOW} x\n` }),
  ],
];

function runsOf(value: string): string[] {
  return Array.from({ length: value.length - 3 }, (_, at) => value.slice(at, at + 4));
}

describe('a secret that stands in', () => {
  it.each(PLACES)('%s, too, is not shown there', async (place, plant) => {
    const { folder: cwd, ...repository } = scratchRepository();
    plant({ folder: cwd, ...repository });
    const secret = place.startsWith('the words') ? SECRET.slice(15) : SECRET;
    const runs = [
      ...['text', 'json'].map((format) => keysweep(['history', '--verbose', '--format', format], { cwd })),
      ...(await Promise.all(
        FORMATS.flatMap((format) => [
          runHere(['scan', '--verbose', '--format', format], { cwd }),
          runHere(['range', 'HEAD', '--verbose', '--format', format], { cwd }),
        ]),
      )),
    ];
    for (const { status, stdout, stderr } of runs) {
      expect([0, 1]).toContain(status);
      expect(runsOf(secret).filter((run) => (stdout + stderr).includes(run))).toEqual([]);
    }
  });

  it('a passphrase in the words of a comment is left out of them', async () => {
    const passphrase = madeUp(76, 12);
    const { folder, commit } = scratchRepository();
    const digits = '0123456789abcdef';
    const uuid = [8, 4, 4, 4, 12].map((length, at) => madeUp(80 + at, length, digits)).join('-');
    const lines = [
      `OKX_API_KEY=${uuid}`,
      `OKX_SECRET_KEY=${madeUp(77, 32, digits.toUpperCase())} # ${ALLOW} phrase ${passphrase} is old`,
      `OKX_PASSPHRASE=${passphrase}`,
    ];
    commit({ 'okx.env': `${lines.join('\n')}\n` });
    const { stdout } = await runHere(['scan', '--format', 'json'], { cwd: folder });
    const { suppressed } = JSON.parse(stdout);
    expect(suppressed).toMatchObject([{ suppression: { by: 'inline', reason: 'phrase … is old' } }]);
  });

  it('an address made of the private key is not shown', async () => {
    const key = madeUp(78, 64, '0123456789abcdef');
    const { folder, commit } = scratchRepository();
    const lines = [`HYPERLIQUID_PRIVATE_KEY=0x${key}`, `HYPERLIQUID_WALLET_ADDRESS=0x${key.slice(0, 40)}`];
    commit({ '.env': `${lines.join('\n')}\n` });
    const { status, stdout } = await runHere(['scan'], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).not.toContain(key.slice(36, 40));
  });
});
