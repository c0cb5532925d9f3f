import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/engine/checks/registry.ts';

const run = (name: string, value: string) => CHECKS.get(name)?.(value, undefined);

type Form = 'pkcs1' | 'pkcs8' | 'sec1';
const pemOf = (key: KeyObject, type: Form): string =>
  key.export({ type, format: 'pem' } as { type: 'pkcs8'; format: 'pem' }).toString();
const derOf = (key: KeyObject, type: Form): Buffer =>
  key.export({ type, format: 'der' } as { type: 'pkcs8'; format: 'der' });
const armour = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----`;

const ec = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).privateKey;
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync('rsa', { modulusLength }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const rsa1024 = rsa(1024);
const rsa2048 = rsa(2048);

describe('private keys that Node makes', () => {
  it.each(['prime256v1', 'secp256k1', 'secp384r1', 'secp521r1'])(
    'proves a key on %s in both forms',
    (curve) => {
      const key = ec(curve);
      for (const form of ['sec1', 'pkcs8'] as const) {
        expect(run('pem-ec', pemOf(key, form))).toBe('proof');
        expect(run('pem-any', pemOf(key, form))).toBe('proof');
        expect(run('der-ec', derOf(key, form).toString('base64'))).toBe('proof');
        expect(run('pem-rsa', pemOf(key, form))).toBe('fail');
      }
    },
  );

  it.each([
    ['1024', rsa1024],
    ['2048', rsa2048],
    ['4096', rsa(4096)],
  ])('proves an RSA key of %s bits in both forms', (_bits, key) => {
    for (const form of ['pkcs1', 'pkcs8'] as const) {
      expect(run('pem-rsa', pemOf(key, form))).toBe('proof');
      expect(run('der-rsa', derOf(key, form).toString('base64'))).toBe('proof');
      expect(run('pem-ed25519', pemOf(key, form))).toBe('fail');
    }
  });

  it('reads a PEM whatever became of its line breaks', () => {
    const text = pemOf(rsa1024, 'pkcs1');
    for (const lineBreak of ['', '\r\n', ' ', '\n    ', '\\n', '\\r\\n', '\\\\n', '\\\n']) {
      expect(run('pem-rsa', text.trim().replaceAll('\n', lineBreak))).toBe('proof');
    }
  });

  it('passes what it cannot read: encrypted keys, other algorithms, foreign formats', () => {
    const pkcs8 = { type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' } as const;
    const pkcs1 = { ...pkcs8, type: 'pkcs1' } as const;
    const x25519 = generateKeyPairSync('x25519').privateKey;
    expect(run('pem-any', ed25519.export(pkcs8).toString())).toBe('pass');
    expect(run('pem-rsa', rsa1024.export(pkcs1).toString())).toBe('pass');
    expect(run('pem-any', pemOf(x25519, 'pkcs8'))).toBe('pass');
    expect(run('pem-any', armour('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0none')))).toBe('pass');
    expect(run('pem-any', armour('TENDERMINT PRIVATE KEY', Buffer.from('any')))).toBe('pass');
  });
});

describe('private keys that nobody made', () => {
  it('fails on a public half of another key', () => {
    const [mine, other] = [derOf(ec('prime256v1'), 'sec1'), derOf(ec('prime256v1'), 'sec1')];
    const mixed = Buffer.concat([mine.subarray(0, -64), other.subarray(-64)]);
    expect(run('der-ec', mixed.toString('base64'))).toBe('fail');
  });

  it('fails when n is not p * q', () => {
    const der = derOf(rsa1024, 'pkcs1');
    // Inside the modulus, which begins after the header of 11 bytes.
    der[100] = der[100]! ^ 1;
    expect(run('der-rsa', der.toString('base64'))).toBe('fail');
  });

  it('fails on every truncation', () => {
    const der = derOf(ed25519, 'pkcs8');
    for (let size = 0; size < der.length; size++) {
      expect(run('pem-any', armour('PRIVATE KEY', der.subarray(0, size)))).toBe('fail');
    }
    expect(run('pem-any', armour('PRIVATE KEY', Buffer.concat([der, Buffer.alloc(3)])))).toBe('fail');
  });

  it.each([
    ['an elided body', '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----'],
    ['an empty body', '-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----'],
    ['no end', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI'],
    ['another end', '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----'],
    ['words', '-----BEGIN PRIVATE KEY-----\nYOUR PRIVATE KEY HERE\n-----END PRIVATE KEY-----'],
    [
      'an elided encrypted body',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\n...\n-----END ENCRYPTED PRIVATE KEY-----',
    ],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----'],
    [
      'a constant seed',
      armour('PRIVATE KEY', Buffer.concat([derOf(ed25519, 'pkcs8').subarray(0, 16), Buffer.alloc(32, 7)])),
    ],
  ])('fails on %s', (_what, text) => {
    expect(run('pem-any', text)).toBe('fail');
  });
});
