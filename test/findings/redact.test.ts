import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PART_ROLES } from '../../src/findings/model.ts';
import { redactPart } from '../../src/findings/redact.ts';
import { sealCredential } from '../../src/findings/seal.ts';
import { Secret } from '../../src/findings/secret.ts';
import { credential, madeUp, type Values } from './make.ts';

describe('redactPart', () => {
  it.each([
    ['abcdefghijklmnopqrstuvwx', 'abcd…uvwx'],
    ['abcdefghijklmnopq', 'abc…opq'],
    ['abcdefghij', 'ab…ij'],
    ['abcdef', 'a…f'],
    ['abcd', '…'],
    ['', '…'],
  ])('shows the ends of an identifier: %s', (value, shown) => {
    expect(redactPart('apiKey', new Secret(value))).toBe(shown);
  });

  it('shows nothing of what is secret', () => {
    const secretRoles = PART_ROLES.filter((role) => !['apiKey', 'uid', 'walletAddress'].includes(role));
    for (const role of secretRoles) expect(redactPart(role, new Secret(madeUp(1)))).toBeNull();
  });

  it('hides at least half of any identifier', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const visible = Array.from(redactPart('uid', new Secret(value)) ?? '').length - 1;
        expect(visible).toBeLessThanOrEqual(Array.from(value).length / 2);
      }),
    );
  });
});

describe('sealCredential', () => {
  const values: Values = { apiKey: madeUp(1), secret: madeUp(2), passphrase: madeUp(3, 24) };
  const sealed = sealCredential(credential(values), { path: 'a.env' });

  it('hands out plain data that holds no five characters of a secret', () => {
    const text = JSON.stringify(structuredClone(sealed));
    for (const value of [values.secret!, values.passphrase!]) {
      for (let at = 0; at + 5 <= value.length; at++) expect(text).not.toContain(value.slice(at, at + 5));
    }
  });

  it('puts the most dangerous part first', () => {
    expect(sealed.parts.map((part) => part.role)).toEqual(['secret', 'passphrase', 'apiKey']);
  });
});
