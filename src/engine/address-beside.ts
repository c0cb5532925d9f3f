import { PAIR_CHECKS } from './checks/registry.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Kind, Ruleset } from './ruleset.ts';
import type { Token } from './token.ts';

/**
 * Private keys of wallets that stand beside their own address: the one proves the other. Only what is on the same line is
 * looked at, and only so many keys of one text: each takes a point of the curve.
 */

const REACH = 200;
const MOST = 500;
const CHECK = 'evm-address';

interface Around {
  text: string;
  ruleset: Ruleset;
}

/** How many keys of a text were tried. */
const tried = new WeakMap<Around, number>();

/** The kinds of wallet key that the value is, as an address on its line proves; none where nothing does. */
export function kindsOfAddressBeside(around: Around, { value, start, end }: Token): Kind[] {
  if (!/^(?:0x)?[\da-fA-F]{64}$/.test(value)) return [];
  const { text, ruleset } = around;
  const line = text.slice(lineStart(text, start, REACH), lineEnd(text, end, REACH));
  const address = /0x[\da-fA-F]{40}(?![\da-fA-F])/.exec(line)?.[0];
  const count = tried.get(around) ?? 0;
  if (address === undefined || count >= MOST) return [];
  const kinds = ruleset
    .byLength(value.length)
    .filter(
      (kind) => kind.role === 'privateKey' && kind.rule.pairChecks.some(({ check }) => check === CHECK),
    );
  if (kinds.length === 0) return [];
  tried.set(around, count + 1);
  return PAIR_CHECKS.get(CHECK)?.(value, address) === 'proof' ? kinds.filter(isWallet) : [];
}

function isWallet({ rule }: Kind): boolean {
  return rule.category === 'wallet';
}
