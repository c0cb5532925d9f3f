import { type RemediationFacts, shortName } from './facts.ts';
import { type RunbookSection, withoutStop, worded } from './step.ts';

/** Keys should be replaced after this many days even if nothing has leaked. */
export const ROTATION_DAYS = { early: 30, late: 90 } as const;

/** How to make a replacement that is worth less to the next finder. */
export function replace(issuer: RemediationFacts): RunbookSection {
  const steps = issuer.category === 'wallet' ? newWallet() : newCredential(issuer);
  return { title: 'Replace it', steps: worded([...steps, ...keeping(issuer)]) };
}

function newWallet(): string[] {
  return [
    'Make a new wallet on a clean device, a hardware wallet if it holds savings. Never use the leaked key or words again, not even for a test.',
    'Give a program a wallet of its own with only what it needs for the day, or a delegated key that cannot withdraw where the venue has one.',
  ];
}

function newCredential(issuer: RemediationFacts): string[] {
  return [
    ...(movesMoney(issuer) ? [ONLY_AFTER] : []),
    ONE_EACH,
    ...leastPrivilege(issuer),
    addressList(issuer),
  ];
}

const ONLY_AFTER =
  'Make the new credential only when the old one is dead and nothing strange is left in the account.';
const ONE_EACH = 'One credential for each program and machine, with a label that says which.';

function leastPrivilege(issuer: RemediationFacts): string[] {
  const { name, permissions } = issuer;
  const rights = permissions.map(withoutStop).join('; ');
  const known = rights === '' ? '' : ` Rights at ${shortName(name)}: ${rights}.`;
  const least = `Grant only the rights that the program needs.${known}`;
  return movesMoney(issuer) ? [least, NO_WITHDRAWAL] : [least];
}

const NO_WITHDRAWAL = 'No right to withdraw or to transfer out: a trading program does not need it.';

function addressList(issuer: RemediationFacts): string {
  const name = shortName(issuer.name);
  const notes = remark(issuer.ipAllowList?.notes ?? '');
  switch (issuer.ipAllowList?.supported) {
    case true:
      return `Bind it to the IP addresses that it is used from${notes}.`;
    case false: {
      const small = movesMoney(issuer) ? 'its rights and the funds behind it' : 'its rights';
      return `It cannot be bound to IP addresses at ${name}${notes}: keep ${small} small.`;
    }
    default:
      return `If ${name} can bind it to IP addresses, do so${notes}.`;
  }
}

function remark(notes: string): string {
  const text = withoutStop(notes);
  return text === '' || text.toLowerCase() === 'none' ? '' : ` (${text})`;
}

function movesMoney({ category }: RemediationFacts): boolean {
  return category === 'exchange' || category === 'custody';
}

function keeping({ category, expiry }: RemediationFacts): string[] {
  const home =
    'Keep it in a secret manager or the secret store of the platform that runs the program, or in a file outside every repository that only its user can read; never in code, notebooks, images, tickets or chats.';
  const scan = 'Let keysweep check every commit before it is made.';
  if (category === 'wallet') return [home, scan];
  const rotate = `Rotate it every ${ROTATION_DAYS.early} to ${ROTATION_DAYS.late} days, and write the date down.`;
  return [home, expiry === null ? rotate : `${rotate} Expiry: ${withoutStop(expiry)}.`, scan];
}
