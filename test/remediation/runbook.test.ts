import { describe, expect, it } from 'vitest';
import { shortName } from '../../src/remediation/facts.ts';
import { revocation } from '../../src/remediation/revoke.ts';
import { runbook } from '../../src/remediation/runbook.ts';
import type { RunbookSection } from '../../src/remediation/step.ts';
import type { Category } from '../../src/rules/rule.ts';
import { exampleFacts, walletFacts } from './facts.ts';

const CATEGORIES: Category[] = [
  'exchange',
  'wallet',
  'bot',
  'alerts',
  'data',
  'node',
  'custody',
  'vault',
  'platform',
  'generic',
];

describe('runbook', () => {
  it('goes from freezing to cleaning, in this order', () => {
    expect(titles(runbook(exampleFacts()))).toEqual([
      'Freeze',
      'Revoke it at Nordex',
      'Check what happened',
      'Replace it',
      'Clean the history',
    ]);
  });

  it('tells every fact', () => {
    const text = plain(runbook(exampleFacts()));
    for (const fact of [
      'https://nordex.example/support',
      'Account > Security > Freeze',
      'https://nordex.example/account/api',
      'Press Delete and confirm with 2FA',
      'DELETE /v1/keys/<id>',
      'https://nordex.example/orders',
      'read; trade; withdraw',
      'up to 20 addresses',
      'Keys without an IP allow-list expire after 90 days.',
      'No right to withdraw',
      '30 to 90 days',
    ]) {
      expect(text).toContain(fact);
    }
  });

  it('cleans the history only after revoking, and says that it never replaces it', () => {
    const clean = runbook(exampleFacts()).at(-1);
    expect(clean?.steps[0]?.text).toMatch(/^Revoke first\. Cleaning the history never takes its place/);
    expect(plain(clean ? [clean] : [])).toMatch(
      /filter-repo[\s\S]*--force[\s\S]*[Ff]orks[\s\S]*GitHub Support/,
    );
  });

  it('tells the owner of a wallet to move the funds, never to revoke or rotate', () => {
    const sections = runbook(walletFacts());
    expect(titles(sections)).toEqual([
      'Be quick: nobody can freeze it',
      'Tern wallet private key cannot be revoked: move the funds',
      'Check what happened',
      'Replace it',
      'Clean the history',
    ]);
    expect(plain(sections)).toContain('Move the funds first');
    expect(plain(sections)).not.toMatch(/Rotate|Bind it|Revoke first/);
  });

  it('tells that a closed venue leaves nothing to freeze or to replace', () => {
    const sections = runbook(exampleFacts({ status: 'closed' }));
    expect(titles(sections)).toEqual([
      'Nordex is closed: nothing to revoke',
      'Check that it is used nowhere else',
      'Clean the history',
    ]);
    expect(plain(sections)).toContain('worthless');
  });

  it.each([
    [{ supported: false, notes: 'None.' }, 'It cannot be bound to IP addresses at Nordex: keep its rights'],
    [{ supported: null, notes: '' }, 'If Nordex can bind it to IP addresses, do so.'],
    [null, 'If Nordex can bind it to IP addresses, do so.'],
  ])('says what is known about IP allow-lists: %j', (ipAllowList, sentence) => {
    expect(plain(runbook(exampleFacts({ ipAllowList })))).toContain(sentence);
  });

  it.each(CATEGORIES)('has words for %s, and no link that is not among the facts', (category) => {
    const facts = exampleFacts({ category });
    const sections = runbook(facts);
    const known = JSON.stringify(facts);
    for (const url of plain(sections).match(/https?:\/\/[^\s)]+/g) ?? []) expect(known).toContain(url);
    for (const section of sections) expect(section.steps.length).toBeGreaterThan(0);
    expect(sections).toHaveLength(5);
  });
});

describe('shortName', () => {
  it.each([
    ['Telegram (bot token, user sessions)', 'Telegram'],
    ['Gate', 'Gate'],
    ['(odd)', '(odd)'],
  ])('%s is %s', (name, short) => {
    expect(shortName(name)).toBe(short);
  });
});

describe('revocation', () => {
  it('is the page, the steps and the call of the facts', () => {
    expect(revocation(exampleFacts())).toEqual({
      title: 'Revoke it at Nordex',
      page: 'https://nordex.example/account/api',
      steps: ['Find the key by its label', 'Press Delete and confirm with 2FA'],
      api: 'DELETE /v1/keys/<id>, signed by the key itself',
    });
  });
});

function titles(sections: RunbookSection[]): string[] {
  return sections.map((section) => section.title);
}

function plain(sections: RunbookSection[]): string {
  return sections
    .flatMap((section) => section.steps)
    .map((step) => [step.text, step.link, step.command].join(' '))
    .join('\n');
}
