import { describe, expect, it } from 'vitest';
import { randomText, scan, textAt } from './made.ts';

const HEX = '0123456789abcdef';

function keystore(name = 'crypto', cost = 262_144) {
  return {
    address: randomText(HEX, 40, 'address'),
    [name]: {
      cipher: 'aes-128-ctr',
      ciphertext: randomText(HEX, 64, 'ciphertext'),
      cipherparams: { iv: randomText(HEX, 32, 'iv') },
      kdf: 'scrypt',
      kdfparams: { dklen: 32, n: cost, p: 1, r: 8, salt: randomText(HEX, 64, 'salt') },
      mac: randomText(HEX, 64, 'mac'),
    },
    version: 3,
  };
}

describe('encrypted keys of Ethereum wallets', () => {
  it.each([
    ['in one line', JSON.stringify(keystore())],
    ['over lines', JSON.stringify(keystore(), null, 2)],
    ['with a capital', JSON.stringify(keystore('Crypto'))],
    ['in a string', JSON.stringify({ wallet: JSON.stringify(keystore()) })],
    ['in code', `const store = ${JSON.stringify(keystore(), null, 4)};\n`],
  ])('are one finding of their own, %s', (_, text) => {
    const found = scan(text, 'wallet.json');
    expect(found.map(({ issuer, parts }) => [issuer, parts.length])).toEqual([['ethereum-keystore-v3', 1]]);
    expect(textAt(text, found[0]!.parts[0]!)).toMatch(/^\{[\s\S]*\}$/);
  });

  it('are the same credential however they are written', () => {
    const values = [JSON.stringify(keystore()), JSON.stringify(keystore(), null, 2)].map((text) =>
      scan(text, 'wallet.json')[0]!.parts[0]!.value.expose(),
    );
    expect(values[0]).toBe(values[1]);
  });

  it('are no leak where the key is derived at no cost, as tests do', () => {
    expect(scan(JSON.stringify(keystore('crypto', 2)), 'wallet.json')).toEqual([]);
  });

  it.each(['{"ciphertext": "', '"crypto": {"ciphertext": ', '{"crypto": {"ciphertext": "00"'])(
    'are not seen in %s',
    (text) => {
      expect(scan(`${text}\n`.repeat(50), 'wallet.json')).toEqual([]);
    },
  );
});
