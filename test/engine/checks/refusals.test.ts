import { createHash } from 'node:crypto';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/engine/checks/registry.ts';
import { SAMPLERS } from '../../../src/engine/checks/samples.ts';
import { seededRandom } from '../../../src/rules/random.ts';

const run = (name: string, value: string, parameter?: string) => CHECKS.get(name)?.(value, parameter);
const sample = (name: string, parameter?: string) => SAMPLERS.get(name)!(seededRandom(name), parameter);

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const base58check = (payload: Uint8Array): string => {
  const sum = createHash('sha256').update(createHash('sha256').update(payload).digest()).digest();
  return base58.encode(Buffer.concat([payload, sum.subarray(0, 4)]));
};

describe('a right checksum over a key that cannot be', () => {
  const extended = (changes: { depth?: number; version?: string; lead?: number; key?: Buffer }): string =>
    base58check(
      Buffer.concat([
        Buffer.from(changes.version ?? '0488ade4', 'hex'),
        Buffer.from([changes.depth ?? 1]),
        hash('origin').subarray(0, 8),
        hash('chain code'),
        Buffer.from([changes.lead ?? 0]),
        changes.key ?? hash('key'),
      ]),
    );

  it.each([
    ['a child', {}, 'proof'],
    ['a master key with a parent', { depth: 0 }, 'fail'],
    ['a public version', { version: '0488b21e' }, 'fail'],
    ['a key that does not begin with 0', { lead: 2 }, 'fail'],
    ['the key 0', { key: Buffer.alloc(32) }, 'fail'],
    ['a key above the order', { key: Buffer.alloc(32, 255) }, 'fail'],
  ])('bip32: %s', (_what, changes, result) => {
    expect(run('bip32', extended(changes))).toBe(result);
  });

  it.each([
    ['an uncompressed key', [0x80, ...hash('key')], 'proof'],
    ['a compressed key', [0x80, ...hash('key'), 1], 'proof'],
    ['another last byte', [0x80, ...hash('key'), 2], 'fail'],
    ['the key 0', [0x80, ...new Uint8Array(32)], 'fail'],
    ['an address', [0, ...hash('key').subarray(0, 20)], 'fail'],
  ])('wif: %s', (_what, payload, result) => {
    expect(run('wif', base58check(Uint8Array.from(payload)))).toBe(result);
  });
});

describe('arrays of numbers', () => {
  const numbers: number[] = JSON.parse(sample('solana-bytes'));
  const hexadecimal = numbers.map((number) => `0x${number.toString(16)}`);

  it.each([
    ['JSON over lines', `[\n  ${numbers.join(',\n  ')}\n]`, 'proof'],
    ['JavaScript', `Uint8Array.from([${numbers.join(', ')},]);`, 'proof'],
    ['Rust', `let key: [u8; 64] = [${numbers.map((number) => `${number}u8`).join(', ')}];`, 'proof'],
    ['Go', `[]byte{${hexadecimal.join(', ')}}`, 'proof'],
    ['bare', numbers.join(','), 'proof'],
    ['one number short', `[${numbers.slice(1).join(',')}]`, 'fail'],
    ['a number above 255', `[${[256, ...numbers.slice(1)].join(',')}]`, 'fail'],
    ['another number', `[${[numbers[0]! ^ 1, ...numbers.slice(1)].join(',')}]`, 'fail'],
    ['a word', `[${['x', ...numbers.slice(1)].join(',')}]`, 'fail'],
  ])('solana-bytes: %s', (_what, text, result) => {
    expect(run('solana-bytes', text)).toBe(result);
  });
});

describe('tokens', () => {
  const header = encode({ alg: 'ES256', typ: 'API' });
  const payload = encode({ aud: ['mercury', 'venus'], iss: 'blockchain', rdo: true });
  const signature = hash('signature').toString('base64url');

  it.each([
    ['jwt', `${header}.${payload}.${signature}`, undefined, 'pass'],
    ['jwt', `${header}.${payload}`, undefined, 'fail'],
    ['jwt', `${encode({ typ: 'JWT' })}.${payload}.${signature}`, undefined, 'fail'],
    ['jwt', `${header}.${encode([1])}.${signature}`, undefined, 'fail'],
    ['jwt', `${header}.${payload}.${signature}.${signature}`, undefined, 'fail'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'iss=blockchain', 'proof'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'aud=mercury', 'proof'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'rdo=true', 'proof'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'typ=API', 'proof'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'iss=other', 'fail'],
    ['jwt-claim', `${header}.${payload}.${signature}`, 'sub=blockchain', 'fail'],
    ['near', `secp256k1:${base58.encode(hash('key'))}`, undefined, 'pass'],
    ['near', `ed25519:${base58.encode(hash('public key'))}`, undefined, 'fail'],
    ['aptos', `ed25519-priv-0x${hash('key').toString('hex')}`, undefined, 'pass'],
    ['aptos', `ed25519-priv-0x${'0'.repeat(64)}`, undefined, 'fail'],
    ['aptos', hash('key').toString('hex'), undefined, 'fail'],
    ['aws-key-id', `AKIA${'7'.repeat(16)}`, undefined, 'fail'],
    ['aws-key-id', `AKIA${'1'.repeat(16)}`, undefined, 'fail'],
    ['discord-bot', sample('discord-bot').replace(/^.{6}/, 'AAAAAA'), undefined, 'fail'],
    ['telegram', sample('telegram').replace(':AA', ':ZZ'), undefined, 'fail'],
    ['fernet', sample('fernet').replace(/^g/, 'h'), undefined, 'fail'],
    ['fernet', sample('fernet').replace(/^gAAAAA/, 'gAAAAB'), undefined, 'fail'],
    ['base64-hex', Buffer.from('not hexadecimal').toString('base64'), undefined, 'fail'],
    ['base64url-uuid', hash('x').toString('base64url'), '32', 'fail'],
  ])('%s: %#', (name, value, parameter, result) => {
    expect(run(name, value, parameter)).toBe(result);
  });
});

describe('keystore-v3', () => {
  const [ciphertext, mac] = [hash('ciphertext').toString('hex'), hash('mac').toString('hex')];

  it.each([
    ['the whole file', { version: 3, id: 'x', crypto: { ciphertext, mac } }, 'pass'],
    ['the older spelling', { version: 3, Crypto: { ciphertext, mac } }, 'pass'],
    ['another version', { version: 1, crypto: { ciphertext, mac } }, 'fail'],
    ['a short mac', { version: 3, crypto: { ciphertext, mac: 'ab' } }, 'fail'],
    ['a placeholder', { version: 3, crypto: { ciphertext: '0'.repeat(64), mac } }, 'fail'],
    ['no ciphertext', { version: 3, crypto: { mac } }, 'fail'],
    ['a consensus-layer keystore', { version: 4, crypto: { cipher: { message: ciphertext } } }, 'fail'],
  ])('%s', (_what, store, result) => {
    expect(run('keystore-v3', JSON.stringify(store))).toBe(result);
  });

  it('reads the one member that rules anchor on', () => {
    expect(run('keystore-v3', `"ciphertext": "${ciphertext}"`)).toBe('pass');
    expect(run('keystore-v3', '"ciphertext": "..."')).toBe('fail');
  });
});
