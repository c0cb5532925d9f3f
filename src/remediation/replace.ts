import type { RemediationFacts } from './facts.ts';
import { type RunbookSection, worded } from './step.ts';

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
    'Make the new credential only when the old one is dead, one for each program and machine, with a label that says which.',
    ...leastPrivilege(issuer),
    ...addressList(issuer),
  ];
}

function leastPrivilege({ name, category, permissions }: RemediationFacts): string[] {
  const rights = permissions.length === 0 ? '' : ` ${name} knows: ${permissions.join('; ')}.`;
  const least = `Grant only the rights that the program needs.${rights}`;
  const movesMoney = category === 'exchange' || category === 'custody';
  return movesMoney
    ? [least, 'No right to withdraw or to transfer out: a trading program does not need it.']
    : [least];
}

function addressList({ name, ipAllowList }: RemediationFacts): string[] {
  const notes = ipAllowList?.notes ? ` (${ipAllowList.notes})` : '';
  if (ipAllowList?.supported === true) return [`Bind it to the IP addresses that it is used from${notes}.`];
  if (ipAllowList?.supported === false) {
    return [
      `It cannot be bound to IP addresses at ${name}${notes}: keep its rights and the funds behind it small.`,
    ];
  }
  return [`If ${name} can bind it to IP addresses, do so${notes}.`];
}

function keeping({ category, expiry }: RemediationFacts): string[] {
  const home =
    'Keep it in a secret manager or the secret store of the platform that runs the program, or in a file outside every repository that only its user can read; never in code, notebooks, images, tickets or chats.';
  const scan = 'Let keysweep check every commit before it is made.';
  if (category === 'wallet') return [home, scan];
  const rotate = `Rotate it every ${ROTATION_DAYS.early} to ${ROTATION_DAYS.late} days, and write the date down.`;
  return [home, expiry === null ? rotate : `${rotate} Expiry: ${expiry}`, scan];
}
