import { describe, expect, it } from 'vitest';
import { madeValue, pairOf, scan, seen } from './made.ts';

const SECRET = madeValue('binance', 'hmac-secret');
const PEOPLE = { from: 'Anna', date: '2026-11-01T10:00:00' };

describe('a value in marked-up text', () => {
  it.each([
    ['LaTeX', 'report.tex', `binance secret: \\texttt{${SECRET}}`],
    ['a table of LaTeX', 'report.tex', `Binance & 5 \\\\\nbinance secret & \\texttt{${SECRET}} \\\\`],
    ['LaTeX as it stands', 'report.tex', `binance secret: \\verb|${SECRET}|`],
    ['a word diff', 'fix.diff', `BINANCE_SECRET=[-changeme-]{+${SECRET}+}`],
    ['a word diff that takes it away', 'fix.diff', `BINANCE_SECRET=[-${SECRET}-]{+changeme+}`],
    ['an element after plain words', 'Setup.mediawiki', `* binance_secret: <code>${SECRET}</code>`],
    ['text behind an element', 'notes.html', `<p><b>binance secret:</b> ${SECRET}</p>`],
    [
      'coloured code',
      'code.html',
      `<span class="n">binance_secret</span> <span class="o">=</span> <span class="s">&quot;${SECRET}&quot;</span>`,
    ],
    ['serialized PHP', 'session.txt', `a:1:{s:14:"binance_secret";s:64:"${SECRET}";}`],
    ['a definition of a wiki', 'Accounts.md', `**Binance**\n- Secret key\n  : ${SECRET}`],
    ['what was typed at a prompt', 'log.txt', `Enter your binance secret key >>> ${SECRET}`],
    [
      'a registry',
      'bridge.reg',
      `[HKEY_CURRENT_USER\\Software\\Binance]\r\n"ApiSecret"="${SECRET}"\r\n"Testnet"=dword:0`,
    ],
    ['entries', 'state.json', JSON.stringify([['binance_secret', SECRET]], null, 2)],
    ['a pipe', 'setup.sh', `echo -n "${SECRET}" | docker secret create binance_secret -`],
    ['a pipe of printf', 'setup.sh', `printf '%s' '${SECRET}' | gh secret set BINANCE_SECRET`],
    ['a here-string', 'setup.sh', `wrangler secret put BINANCE_SECRET <<< "${SECRET}"`],
    [
      'an exported chat',
      'result.json',
      JSON.stringify({ ...PEOPLE, text: ['binance secret: ', { type: 'code', text: SECRET }, ''] }, null, 1),
    ],
    [
      'entities of a chat',
      'result.json',
      JSON.stringify({
        ...PEOPLE,
        text_entities: [
          { type: 'plain', text: 'my binance secret: ' },
          { type: 'code', text: SECRET },
        ],
      }),
    ],
  ])('is found in %s', (_, path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
  });

  it('is no value that a chat calls a hash', () => {
    const text = JSON.stringify({ text: ['block hash: ', { type: 'code', text: SECRET }] });
    expect(scan(`${text}\n`, 'result.json')).toEqual([]);
  });
});

describe('a wallet key beside an address', () => {
  const [key, address] = pairOf('evm-address');
  const [other] = pairOf('evm-address', 2);

  it.each([`${address},${key}`, `${key} ${address}`, `(0) ${address} ${key.replace(/^0x/, '')}`])(
    'is found where the address is its own: %#',
    (line) => {
      const found = scan(`${line}\n`, 'rows.csv');
      expect(found.map(({ confidence }) => confidence)).toEqual(['certain']);
      expect(found[0]!.parts.map(({ role }) => role)).toContain('privateKey');
    },
  );

  it('is none where the address is another one', () => {
    expect(scan(`${address},${other}\n`, 'rows.csv')).toEqual([]);
  });
});
