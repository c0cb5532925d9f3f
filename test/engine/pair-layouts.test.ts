import { describe, expect, it } from 'vitest';
import { pick, seededRandom } from '../../src/rules/random.ts';
import { type Account, LAYOUTS } from './layouts.ts';
import { madeValue, RULES, scan } from './made.ts';

/** Exchanges that hand out a key and a secret and nothing else. */
const EXCHANGES = RULES.filter(
  ({ category, status, words, bundles }) =>
    category === 'exchange' &&
    status === 'active' &&
    words.length > 0 &&
    bundles.some((roles) => roles.length === 2 && roles.includes('apiKey') && roles.includes('secret')),
);

const NAMES = [
  ['main', 'sub', 'hedge'],
  ['account1', 'account2', 'account3'],
  ['testnet', 'mainnet'],
  ['prod', 'dev', 'staging'],
];

const ROUNDS = 6;

/** Accounts of one exchange, or one each of several. */
function planted(seed: string, mode: 'issuers' | 'accounts'): Account[] {
  const random = seededRandom(seed);
  const names = pick(random, NAMES);
  const one = pick(random, EXCHANGES);
  const rules =
    mode === 'accounts'
      ? names.map(() => one)
      : [...new Set([0, 1, 2, 3].map(() => pick(random, EXCHANGES)))];
  return rules.map((rule, at) => {
    const value = (role: 'apiKey' | 'secret') =>
      madeValue(rule.id, rule.credentials.find((kind) => kind.role === role)!.id, `${seed} ${at}`);
    const name = mode === 'accounts' ? names[at]! : '';
    return { issuer: rule.ccxt[0] ?? rule.words[0]!, name, apiKey: value('apiKey'), secret: value('secret') };
  });
}

/** For each credential that was found, the accounts whose parts it has. */
function ownersOf(text: string, path: string, list: readonly Account[]): number[][] {
  return scan(text, path).map(({ parts }) => {
    const values = parts.map(({ value }) => value.expose());
    return list.flatMap(({ apiKey, secret }, at) =>
      values.includes(apiKey) || values.includes(secret) ? [at] : [],
    );
  });
}

const CASES = LAYOUTS.flatMap((layout) =>
  (['issuers', 'accounts'] as const)
    .filter((mode) => layout.takes === 'any' || layout.takes === mode)
    .map((mode) => ({ title: `${layout.title}, ${mode}`, layout, mode })),
);

const ALL = CASES.flatMap(({ title, layout, mode }) =>
  Array.from({ length: ROUNDS }, (_, round) => {
    const list = planted(`${title} ${round}`, mode);
    return { title, list, owners: ownersOf(layout.write(list), layout.path, list) };
  }),
);

describe('credentials side by side', () => {
  it.each(CASES)('are never mixed: $title', ({ title }) => {
    const own = ALL.filter((one) => one.title === title);
    expect(own.flatMap(({ owners }) => owners.filter((accounts) => accounts.length > 1))).toEqual([]);
  });

  it('are nearly all united', () => {
    const accounts = ALL.flatMap(({ list, owners }) =>
      list.map((_, at) => owners.filter(([one]) => one === at)),
    );
    const whole = accounts.filter((found) => found.length === 1);
    expect(whole.length / accounts.length).toBeGreaterThan(0.95);
  });
});
