import { PAIR_CHECKS } from './checks/registry.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Kind, Ruleset } from './ruleset.ts';
import type { Token } from './token.ts';

/**
 * Private keys of wallets that stand beside their own address: the one proves the other. Only what is on the same line or
 * the next is looked at, and only so many keys of one text: each takes a point of the curve.
 */

const REACH = 200;
const MOST = 500;
const CHECK = 'evm-address';

interface Around {
  text: string;
  ruleset: Ruleset;
}

/** What was tried in a text: logs of a chain have the same hashes and addresses in every line. */
const tried = new WeakMap<Around, Map<string, boolean>>();

/** The kinds of wallet key that the value is, as an address on its line proves; none where nothing does. */
export function kindsOfAddressBeside(around: Around, { value, start, end }: Token): Kind[] {
  if (!/^(?:0x)?[\da-fA-F]{64}$/.test(value)) return [];
  const { text, ruleset } = around;
  const address = addressOn(text, start, end) ?? addressOnNext(text, start, end);
  if (address === undefined) return [];
  const kinds = ruleset
    .byLength(value.length)
    .filter(
      (kind) => kind.role === 'privateKey' && kind.rule.pairChecks.some(({ check }) => check === CHECK),
    );
  return kinds.length > 0 && isOwnAddress(around, value, address) ? kinds.filter(isWallet) : [];
}

/** On the same line. */
function addressOn(text: string, start: number, end: number): string | undefined {
  const line = text.slice(lineStart(text, start, REACH), lineEnd(text, end, REACH));
  return /0x[\da-fA-F]{40}(?![\da-fA-F])/.exec(line)?.[0];
}

/** On the line above or below, where it is the last on it. */
function addressOnNext(text: string, start: number, end: number): string | undefined {
  const from = lineStart(text, start, REACH);
  const above = text.slice(lineStart(text, from - 1, REACH), from);
  const to = lineEnd(text, end, REACH) + 1;
  const below = text.slice(to, lineEnd(text, to, REACH));
  return ADDRESS_LAST.exec(above)?.[1] ?? ADDRESS_LAST.exec(below)?.[1];
}

const ADDRESS_LAST = /^[^\n]{0,40}?(0x[\da-fA-F]{40})[\s"'`,;)]*$/;

function isOwnAddress(around: Around, value: string, address: string): boolean {
  const known = tried.get(around) ?? new Map<string, boolean>();
  tried.set(around, known);
  const pair = `${value} ${address}`;
  const answer = known.get(pair);
  if (answer !== undefined || known.size >= MOST) return answer ?? false;
  const isOwn = PAIR_CHECKS.get(CHECK)?.(value, address) === 'proof';
  known.set(pair, isOwn);
  return isOwn;
}

function isWallet({ rule }: Kind): boolean {
  return rule.category === 'wallet';
}
