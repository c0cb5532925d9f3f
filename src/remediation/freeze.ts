import type { Category } from '../rules/rule.ts';
import { type RemediationFacts, shortName } from './facts.ts';
import { linked, type RunbookSection, type RunbookStep, worded } from './step.ts';

/** What stops the damage within minutes, before anything is tidied up. */
export function freeze(issuer: RemediationFacts): RunbookSection {
  return {
    title: issuer.category === 'wallet' ? 'Be quick: nobody can freeze it' : 'Freeze',
    steps: [...worded(FIRST_MOVES[issuer.category]), ...supportStep(issuer)],
  };
}

const ACCOUNT_WITH_MONEY = [
  'If orders, transfers or withdrawals run that you did not place, freeze the account before anything else, where the venue can do that.',
  'Stop every program that uses the credential, so that its orders are not mistaken for the thief’s.',
];

const METERED_ACCESS = [
  'Stop the programs that use the credential, so that every later request is known to be somebody else’s.',
];

const FIRST_MOVES: Record<Category, string[]> = {
  exchange: ACCOUNT_WITH_MONEY,
  custody: [
    ...ACCOUNT_WITH_MONEY,
    'Tell whoever approves transactions that no request is to be approved until this is over.',
  ],
  wallet: [
    'Whoever holds the key or the words owns the funds, on every chain that uses them, and for ever.',
    'Work from a clean device. Do not send money to the leaked address to pay for fees before you have a plan: sweepers take it at once.',
  ],
  bot: [
    'Stop the bot: with its log-in somebody else can trade through it.',
    'Keys of exchanges that are stored in the bot count as leaked with it: revoke them at each exchange.',
  ],
  alerts: [
    'Pause every automation that acts on messages from this channel: with the credential somebody else can send or read them.',
    'If alerts trigger orders, cancel what was not yours.',
  ],
  data: METERED_ACCESS,
  node: METERED_ACCESS,
  vault: [
    'Count everything that the credential could read as leaked, exchange keys first: look it up before you revoke.',
  ],
  platform: [
    'Pause deployments and automation that run with the credential: with it somebody else can change code or read stored secrets.',
  ],
  generic: [
    'Stop the programs that use the credential.',
    'Look in the code around it for the host, the library or the account that it belongs to.',
  ],
};

function supportStep({ name, category, remediation: { support } }: RemediationFacts): RunbookStep[] {
  if (support === null) return [];
  const who = category === 'wallet' ? 'Help' : `${shortName(name)} support`;
  return [linked(support.notes === '' ? who : `${who}: ${support.notes}`, support.url)];
}
