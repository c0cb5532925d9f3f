import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/engine/checks/registry.ts';

const run = (name: string, value: string, parameter?: string) => CHECKS.get(name)?.(value, parameter);

describe('encodings', () => {
  it('accepts what an encoder writes, padded or not, and only at that size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        const size = String(bytes.length);
        expect(run('base64', text, size)).toBe('pass');
        expect(run('base64', text.replace(/=+$/, ''), size)).toBe('pass');
        expect(run('base64', text, `${bytes.length + 1}`)).toBe('fail');
        expect(run('base64', text, `7|${size}`)).toBe('pass');
        expect(run('base64url', Buffer.from(bytes).toString('base64url'), size)).toBe('pass');
      }),
    );
  });

  it.each([
    ['base64', 'AB==', '1', 'fail'],
    ['base64', 'AA=', '1', 'fail'],
    ['base64', 'A', undefined, 'fail'],
    ['base64', 'AA-_', undefined, 'fail'],
    ['base64url', 'AA+/', undefined, 'fail'],
    ['base64', '', undefined, 'fail'],
    ['base64', 'AA=A', undefined, 'fail'],
    ['base58', '2g', '1', 'pass'],
    ['base58', '11', '2', 'pass'],
    ['base58', '0OIl', undefined, 'fail'],
    ['hex-distinct', '0xFFee00', '3', 'pass'],
    ['hex-distinct', 'ffee', '3', 'fail'],
    ['hex-distinct', 'fghi', '1', 'fail'],
  ])('%s of %j with %s is %s', (name, value, parameter, result) => {
    expect(run(name, value, parameter)).toBe(result);
  });
});

describe('text shapes', () => {
  it.each([
    ['objectid', '5c2b24d13d0f0b1c2a3e4f50', '2017', 'pass'],
    ['objectid', '4c2b24d13d0f0b1c2a3e4f50', '2017', 'fail'],
    ['objectid', 'fc2b24d13d0f0b1c2a3e4f50', '2017', 'fail'],
    ['uuid', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6', undefined, 'pass'],
    ['uuid', '00000000-0000-0000-0000-000000000000', undefined, 'fail'],
    ['uuid', 'f81d4fae-7dec-11d0-c765-00a0c91e6bf6', undefined, 'pass'],
    ['uuid', 'key-f81d4fae-7dec-11d0-a765-00a0c91e6bf6', undefined, 'pass'],
    ['uuid', '0f81d4fae-7dec-11d0-a765-00a0c91e6bf6', undefined, 'fail'],
    ['uuid', '11111111-2222-3333-4444-555555555555', undefined, 'fail'],
    ['uuid', 'f81d4fae7dec11d0a76500a0c91e6bf6', undefined, 'fail'],
    ['mixed-case', 'aB', undefined, 'pass'],
    ['mixed-case', 'ab1', undefined, 'fail'],
    ['has-digit', 'ab1', undefined, 'pass'],
    ['has-digit', 'ab', undefined, 'fail'],
    ['bcrypt', `$2b$12$${'abcdefghijklmnopqrstuv'}${'A'.repeat(31)}`, undefined, 'pass'],
    ['bcrypt', `$2b$33$${'abcdefghijklmnopqrstuv'}${'A'.repeat(31)}`, undefined, 'fail'],
    ['hex-text', Buffer.from('{"crypto": {}}').toString('hex'), '{"crypto"', 'pass'],
    ['hex-text', Buffer.from('{"other": {}}').toString('hex'), '{"crypto"', 'fail'],
  ])('%s of %s with %s is %s', (name, value, parameter, result) => {
    expect(run(name, value, parameter)).toBe(result);
  });
});
