import { describe, expect, it } from 'vitest';
import { checkRules, type ExampleScan, type FoundPart, formatFault } from '../../src/rules/check.ts';
import { hygieneFaults } from '../../src/rules/hygiene.ts';
import type { Issuer } from '../../src/rules/rule.ts';
import { acme } from './acme.ts';
import { tools } from './known.ts';

/** A scanner that finds the values of `A=` and `B=`, as told. */
function scanner(change: (part: FoundPart) => FoundPart | null = (part) => part): ExampleScan {
  return (_path, text) =>
    [...text.matchAll(/\b([AB])=(\w+)/g)].flatMap((match) => {
      const start = match.index + 2;
      const part: FoundPart = {
        issuer: 'acme',
        role: match[1] === 'A' ? 'apiKey' : 'secret',
        start,
        end: start + (match[2] ?? '').length,
        credentialIndex: 0,
      };
      return change(part) ?? [];
    });
}

function faults(scan: ExampleScan, issuer: Issuer = acme()): string[] {
  return checkRules({ issuers: [issuer], scan, tools }).map(formatFault);
}

describe('checkRules', () => {
  it('is content when every example is found whole', () => {
    expect(faults(scanner())).toEqual([]);
  });

  it.each<[string, (part: FoundPart) => FoundPart | null, string]>([
    ['a missed part', (part) => (part.role === 'secret' ? null : part), 'secret in line 1 not found'],
    ['another issuer', (part) => ({ ...part, issuer: 'other' }), 'apiKey in line 1 given to other'],
    ['another role', (part) => ({ ...part, role: 'token' }), 'apiKey in line 1 found as token'],
    [
      'other borders',
      (part) => ({ ...part, end: part.end - 1 }),
      'apiKey in line 1 found with other borders',
    ],
    [
      'parts apart',
      (part) => ({ ...part, credentialIndex: part.start }),
      'the parts were not united into one credential',
    ],
  ])('reports %s', (_what, change, reason) => {
    expect(faults(scanner(change))[0]).toBe(`acme: examples.positive[0]: ${reason}`);
  });

  it('reports what is found besides', () => {
    const scan: ExampleScan = (path, text) => [
      ...scanner()(path, text),
      { issuer: 'generic', role: 'token', start: 0, end: 1, credentialIndex: 1 },
    ];
    expect(faults(scan)).toEqual(['acme: examples.positive[0]: generic token found in line 1 besides']);
  });

  it('lets parts be separate where the example says so', () => {
    const examples = {
      positive: [{ path: 'a.env', text: 'A={{apiKey}} B={{secret}}', separate: true }],
      negative: [],
    };
    expect(
      faults(
        scanner((part) => ({ ...part, credentialIndex: part.start })),
        acme({ examples }),
      ),
    ).toEqual([]);
  });

  it('reports credentials that were mixed', () => {
    const text = 'A={{apiKey}} B={{secret}}\nA={{apiKey#2}} B={{secret#2}}';
    const examples = { positive: [{ path: 'a.env', text, separate: false }], negative: [] };
    expect(faults(scanner(), acme({ examples }))).toEqual([
      'acme: examples.positive[0]: parts of different credentials were united',
    ]);
  });

  it('reports a negative example that is found, with its reason', () => {
    const examples = {
      positive: [],
      negative: [{ path: 'a', text: '\nB={{secret}}', why: 'it is a nonce' }],
    };
    expect(faults(scanner(), acme({ examples }))).toEqual([
      'acme: examples.negative[0]: secret found in line 2, but it is a nonce',
    ]);
  });

  it('reports a kind of which no value can be made', () => {
    const credentials = acme().credentials.map((kind) => ({ ...kind, entropy: 7.9 }));
    expect(faults(scanner(), acme({ credentials }))).toEqual([
      'acme: credentials[0]: no made-up value of api-key meets its pattern, checks and entropy together',
      'acme: credentials[1]: no made-up value of api-secret meets its pattern, checks and entropy together',
    ]);
  });
});

describe('hygieneFaults', () => {
  const bare = { words: [], hosts: [], headers: {}, names: {}, calls: [], files: ['x'] };
  const zeta = (changes: Partial<Issuer> = {}): Issuer =>
    acme({ id: 'zeta', name: 'Zeta', ...bare, ...changes });
  const reasons = (...issuers: Issuer[]): string[] => hygieneFaults(issuers).map(formatFault);

  it.each<[string, Partial<Issuer>, Partial<Issuer>, string]>([
    ['an id', {}, { id: 'acme' }, "acme: id acme is acme's too"],
    ['a ccxt id', { ccxt: ['acme'] }, { ccxt: ['acme'] }, "zeta: ccxt id acme is acme's too"],
    ['a host', {}, { hosts: ['api.acme.test'] }, "zeta: host api.acme.test is acme's too"],
    [
      'a host, as a test host',
      {},
      { test: { hosts: ['api.acme.test'], words: [] } },
      "zeta: host api.acme.test is acme's",
    ],
    [
      'a name in another spelling',
      {},
      { names: { acmeSecret: 'secret' } },
      "zeta: name acmesecret is acme's too",
    ],
    ['a word', {}, { commonWords: ['acme'] }, "zeta: word acme is acme's too"],
    [
      'a header with another role',
      {},
      { headers: { 'x-acme-key': 'secret' } },
      'zeta: headers.x-acme-key: carries',
    ],
  ])('reports %s that two claim', (_what, one, other, reason) => {
    expect(reasons(acme(one), zeta(other)).join()).toContain(reason);
  });

  it.each<[string, Partial<Issuer>]>([
    ['a closed venue', { status: 'closed' }],
    ['a wallet format', { category: 'wallet' }],
    ['one company', { id: 'acmefutures' }],
  ])('lets %s share words, names and hosts', (_what, changes) => {
    const shared = { words: ['acme'], hosts: ['api.acme.test'], names: { ACME_SECRET: 'secret' } } as const;
    const { words, hosts, names } = shared;
    expect(reasons(acme(), zeta({ words: [...words], hosts: [...hosts], names, ...changes }))).toEqual([]);
  });

  it('lets everybody share a header that means the same', () => {
    expect(reasons(acme(), zeta({ headers: { 'X-ACME-KEY': 'apiKey' } }))).toEqual([]);
  });

  it.each<[string, Partial<Issuer>, string]>([
    ['no example', { examples: { positive: [], negative: [] } }, 'examples.positive: has no example'],
    [
      'no steps',
      { remediation: { ...acme().remediation, steps: [] } },
      'remediation.steps: does not say how',
    ],
    ['nothing that names it', { ...bare, files: [] }, 'credentials[0]: needs the issuer near it'],
    [
      'a free-text kind without a name',
      { credentials: [{ ...acme().credentials[1]!, role: 'passphrase', evidence: 'name' }] },
      'credentials[0]: needs a name of its own',
    ],
  ])('reports a rule with %s', (_what, changes, reason) => {
    expect(reasons(acme(changes)).join()).toContain(`acme: ${reason}`);
  });
});
