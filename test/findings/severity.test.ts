import { describe, expect, it } from 'vitest';
import type { Environment, PartRole, Severity } from '../../src/findings/model.ts';
import { type GradingFacts, gradeSeverity, isUsableAlone } from '../../src/findings/severity.ts';

const exchange: GradingFacts = {
  name: 'Example',
  category: 'exchange',
  status: 'active',
  bundles: [['apiKey', 'secret']],
  severities: new Map(),
};

const of = (more: Partial<GradingFacts>): GradingFacts => ({ ...exchange, ...more });

function grade(facts: GradingFacts, roles: PartRole[], environment: Environment = 'live'): Severity {
  return gradeSeverity({ facts, environment, parts: roles.map((role) => ({ role, kind: `${role}-kind` })) });
}

describe('gradeSeverity', () => {
  it.each<[string, GradingFacts, PartRole[], Severity]>([
    ['a usable exchange bundle', exchange, ['secret', 'apiKey'], 'critical'],
    [
      'a bundle that lacks its passphrase',
      of({ bundles: [['apiKey', 'secret', 'passphrase']] }),
      ['secret', 'apiKey'],
      'high',
    ],
    ['an exchange secret alone', exchange, ['secret'], 'high'],
    ['an exchange private key alone', exchange, ['privateKey'], 'high'],
    ['the key of a wallet-based exchange', of({ bundles: [['privateKey']] }), ['privateKey'], 'critical'],
    ['a trading token', of({ bundles: [['token']] }), ['token'], 'high'],
    ['an exchange key that needs no secret', of({ bundles: [['apiKey']] }), ['apiKey'], 'high'],
    ['a wallet private key', of({ category: 'wallet', bundles: [] }), ['privateKey'], 'critical'],
    ['a private key of nobody known', of({ category: 'generic', bundles: [] }), ['privateKey'], 'critical'],
    ['a secret of nobody known', of({ category: 'generic', bundles: [] }), ['secret'], 'high'],
    ['a platform bundle', of({ category: 'platform' }), ['secret', 'apiKey'], 'high'],
    ['an alert webhook', of({ category: 'alerts', bundles: [['webhook']] }), ['webhook'], 'medium'],
    ['a webhook that makes a bot trade', of({ category: 'bot', bundles: [] }), ['webhook'], 'high'],
    ['an alert bot token', of({ category: 'alerts', bundles: [['token']] }), ['token'], 'medium'],
    ['a data key', of({ category: 'data', bundles: [['apiKey']] }), ['apiKey'], 'medium'],
    ['a node key', of({ category: 'node', bundles: [['token']] }), ['token'], 'medium'],
    ['an exchange passphrase', exchange, ['passphrase'], 'medium'],
    ['an exchange key id', exchange, ['apiKey'], 'low'],
    ['a user id and an address', exchange, ['uid', 'walletAddress'], 'low'],
    ['a closed venue', of({ status: 'closed' }), ['secret', 'apiKey'], 'low'],
    [
      'a rule that overrides its kind',
      of({ severities: new Map([['secret-kind', 'medium']]) }),
      ['secret', 'apiKey'],
      'medium',
    ],
    [
      'an override of a lesser part',
      of({ severities: new Map([['apiKey-kind', 'low']]) }),
      ['secret', 'apiKey'],
      'critical',
    ],
  ])('grades %s', (_what, facts, roles, severity) => {
    expect(grade(facts, roles)).toBe(severity);
  });

  it.each(['test', 'closed'] as const)('grades a %s account low', (environment) => {
    expect(grade(exchange, ['secret', 'apiKey'], environment)).toBe('low');
  });
});

it('knows when an identifier is all that is needed', () => {
  expect(isUsableAlone('apiKey', exchange)).toBe(false);
  expect(isUsableAlone('apiKey', of({ bundles: [['apiKey', 'secret'], ['apiKey']] }))).toBe(true);
});
