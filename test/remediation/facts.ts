import type { RemediationFacts } from '../../src/remediation/facts.ts';

/** Facts of a made-up exchange, changed as a test needs. */
export function exampleFacts(changes: Partial<RemediationFacts> = {}): RemediationFacts {
  return {
    id: 'nordex',
    name: 'Nordex',
    category: 'exchange',
    status: 'active',
    permissions: ['read', 'trade', 'withdraw'],
    ipAllowList: { supported: true, notes: 'up to 20 addresses' },
    expiry: 'Keys without an IP allow-list expire after 90 days.',
    remediation: {
      url: 'https://nordex.example/account/api',
      steps: ['Find the key by its label', 'Press Delete and confirm with 2FA'],
      api: 'DELETE /v1/keys/<id>, signed by the key itself',
      aftermath: ['Check open orders: https://nordex.example/orders', 'Check withdrawals'],
      support: { url: 'https://nordex.example/support', notes: 'Account > Security > Freeze' },
      sources: [],
    },
    ...changes,
  };
}

/** Facts of a made-up kind of wallet, whose keys nobody can revoke. */
export function walletFacts(): RemediationFacts {
  return exampleFacts({
    id: 'tern-wallet',
    name: 'Tern wallet private key',
    category: 'wallet',
    permissions: ['everything the account can do'],
    ipAllowList: { supported: false, notes: 'a raw key has no restrictions' },
    expiry: null,
    remediation: {
      url: null,
      steps: ['Create a new wallet on a clean device', 'Sweep the most valuable assets first'],
      api: null,
      aftermath: ['Check the address on a block explorer'],
      support: null,
      sources: [],
    },
  });
}
