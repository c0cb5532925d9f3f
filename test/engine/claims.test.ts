import { describe, expect, it } from 'vitest';
import { madeValue, RULES, scan } from './made.ts';

/** Kinds whose facts say that something near must name the issuer, or that only a name tells them; formats are nobody's. */
const KINDS = RULES.filter(({ category }) => category !== 'wallet').flatMap(({ id, credentials }) =>
  credentials.filter(({ evidence }) => evidence !== 'pattern').map((kind) => [id, kind.id] as const),
);

describe('a value beside which nothing names an issuer', () => {
  it.each(KINDS)('is not claimed for %s by the form of its %s', (issuer, kind) => {
    const found = scan(`value = "${madeValue(issuer, kind)}"\n`, 'a.py');
    expect(found.map((credential) => credential.issuer)).not.toContain(issuer);
  });
});

describe('a package whose name has the word of an exchange in it', () => {
  const text = (name: string) =>
    `import x from '${name}';\nconst apiKey = '${madeValue('extended', 'api-key')}';\n`;

  it.each(['jest-extended', '@testing-library/extended', 'typed-extended', 'extended-thing'])(
    'says nothing where it is %s',
    (name) => {
      expect(scan(text(name), 'a.js').map(({ issuer }) => issuer)).not.toContain('extended');
    },
  );

  it.each(['extended', '@extended/x10', 'extended-sdk', './extended', '../exchanges/extended.js'])(
    'names it where it is %s',
    (name) => {
      expect(scan(text(name), 'a.js').map(({ issuer }) => issuer)).toContain('extended');
    },
  );
});
