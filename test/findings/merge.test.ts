import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFindings } from '../../src/findings/merge.ts';
import { madeUp, sealed } from './make.ts';

const KEY = madeUp(1);
const SECRET = madeUp(2);
const PAIR = { secret: SECRET, apiKey: KEY };

describe('mergeFindings', () => {
  it('unites a credential that stands in several files', () => {
    const [finding, ...rest] = mergeFindings([
      sealed(PAIR, {}, { path: 'b.py' }),
      sealed(PAIR, {}, { path: 'a.env' }),
    ]);
    expect(rest).toEqual([]);
    expect(finding?.parts.map((part) => part.role)).toEqual(['secret', 'apiKey']);
    expect(finding?.sites.map((site) => site.occurrence.provenance.path)).toEqual(['a.env', 'b.py']);
  });

  it.each([
    ['key', { apiKey: KEY }],
    ['secret', { secret: SECRET }],
  ])('lets a %s alone join the credential that holds it, behind its own place', (_what, part) => {
    const [finding, ...rest] = mergeFindings([
      sealed(part, {}, { path: 'a.log' }),
      sealed(PAIR, {}, { path: 'z.env' }),
    ]);
    expect(rest).toEqual([]);
    expect(finding?.sites.map((site) => site.occurrence.provenance.path)).toEqual(['z.env', 'a.log']);
  });

  it('gives the fuller credential its own fingerprint whatever joins it', () => {
    const alone = mergeFindings([sealed(PAIR)])[0]?.fingerprint;
    expect(mergeFindings([sealed({ apiKey: KEY }), sealed(PAIR)])[0]?.fingerprint).toBe(alone);
    expect(mergeFindings([sealed({ secret: SECRET })])[0]?.fingerprint).toBe(alone);
  });

  it('keeps credentials with different secrets apart even if they share a key', () => {
    const other = { secret: madeUp(3), apiKey: KEY };
    expect(mergeFindings([sealed(PAIR), sealed(other)])).toHaveLength(2);
  });

  it('keeps credentials apart that share only a passphrase, a user id or an address', () => {
    const shared = { passphrase: madeUp(7, 20), uid: '12345678', walletAddress: madeUp(8, 40) };
    const findings = [
      sealed({ secret: madeUp(3), ...shared }),
      sealed({ secret: madeUp(4), ...shared }),
      sealed(shared),
    ];
    expect(mergeFindings(findings)).toHaveLength(3);
  });

  it('follows a chain of ever fuller credentials to its end', () => {
    const full = { privateKey: madeUp(5), ...PAIR };
    expect(mergeFindings([sealed({ apiKey: KEY }), sealed(PAIR), sealed(full)])).toHaveLength(1);
  });

  it('unites two views that take key and secret for each other', () => {
    expect(mergeFindings([sealed(PAIR), sealed({ secret: KEY, apiKey: SECRET })])).toHaveLength(1);
  });

  it('lets a named issuer beat the generic one however sure that is', () => {
    const [finding] = mergeFindings([
      sealed(PAIR, { issuer: 'generic', confidence: 'certain' }),
      sealed(PAIR, { issuer: 'kraken', confidence: 'possible' }),
    ]);
    expect(finding).toMatchObject({ issuer: 'kraken', confidence: 'certain' });
  });

  it('believes the issuer with more evidence', () => {
    const evidence = ['name', 'host', 'call'].map((kind) => ({ kind, text: kind }));
    const [finding] = mergeFindings([sealed(PAIR), sealed(PAIR, { issuer: 'kraken', evidence })]);
    expect(finding?.issuer).toBe('kraken');
    expect(finding?.evidence).toEqual(evidence);
  });

  it('calls a credential live when one place of its issuer does', () => {
    const [finding] = mergeFindings([
      sealed(PAIR, { environment: 'test' }, { path: 'a' }),
      sealed(PAIR, {}, { path: 'b' }),
    ]);
    expect(finding?.environment).toBe('live');
  });

  it('names credentials of guessable parts by their place', () => {
    const at = (path: string) => sealed({ passphrase: 'hunter2' }, {}, { path });
    const findings = mergeFindings([at('a'), at('b'), at('a')]);
    expect(findings.map((finding) => finding.identity)).toEqual(['place', 'place']);
  });

  it('says one place once', () => {
    expect(mergeFindings([sealed(PAIR), sealed(PAIR)])[0]?.sites).toHaveLength(1);
  });

  it('comes to the same result in any order', () => {
    const seeds = fc.integer({ min: 10, max: 14 });
    const values = fc.record({ secret: seeds, apiKey: seeds }, { requiredKeys: [] });
    const one = fc.tuple(
      values.filter((seedsOf) => Object.keys(seedsOf).length > 0),
      fc.constantFrom('generic', 'kraken', 'okx'),
      fc.constantFrom('a', 'b', 'c'),
    );
    const many = fc.array(one, { maxLength: 12 }).chain((list) => {
      const shuffled = fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length });
      return fc.tuple(fc.constant(list), shuffled);
    });
    fc.assert(
      fc.property(many, ([list, shuffled]) => {
        expect(mergeFindings(shuffled.map(build))).toEqual(mergeFindings(list.map(build)));
      }),
    );
    function build([seedsOf, issuer, path]: [{ secret?: number; apiKey?: number }, string, string]) {
      const parts = Object.entries(seedsOf).map(([role, seed]) => [role, madeUp(seed)]);
      return sealed(Object.fromEntries(parts), { issuer }, { path });
    }
  });

  it('needs no more than linear time when thousands share a key', () => {
    const findings = Array.from({ length: 20_000 }, (_, seed) =>
      sealed({ secret: madeUp(seed + 9), apiKey: KEY }),
    );
    const start = performance.now();
    expect(mergeFindings(findings)).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
