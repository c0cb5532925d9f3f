import type { Surroundings } from './attribution.ts';
import type { Binding, Label } from './binding.ts';
import { bare, type Named } from './named-value.ts';

/**
 * Private keys that are called what is made of them: `to_account("V")`, `Wallet.from_key("V")`, `new SniperBot(rpc, "V")`,
 * `WALLETS = ["V", "V"]`. Whatever else a wallet is made from is shorter or longer than 32 bytes in hexadecimal.
 */

/** What the call or the list at `label` says of such a value; null for any other. */
export function readWalletMaker(
  around: Surroundings,
  value: string,
  binding: Binding,
  label: Label,
): Named | null {
  if (!/^(?:0x)?[\da-fA-F]{64}$/.test(value)) return null;
  const isSure = label.via === 'call' && MAKES_SIGNER.test(label.phrase);
  const isLikely =
    label.via === 'call'
      ? MAKES_ACCOUNT.test(label.phrase)
      : WALLETS.test(label.name) || (KEYS.test(label.name) && makesWallets(around));
  if (!isSure && (!isLikely || hasLongAddresses(around))) return null;
  return bare(binding, { label, role: 'privateKey', strength: isSure ? 3 : 2.5, least: isSure ? 0 : 1 });
}

/** Functions that make what signs, and nothing else. */
const MAKES_SIGNER =
  /(?:^|[.:>_]|[a-z])(?:[Ss]igner|[Ww]allet|[Aa]ccount|[Kk]ey_?[Pp]air)s?(?:\.|::|->)from_?(?:private_?|secret_?)?(?:key|hex|Key|Hex)$|(?:^|[.:>])(?:(?:to|make|create|load|build|new|init|setup|import|with|add)_?)?(?:local_?)?(?:eth_?|evm_?)?(?:[Ss]igner|[Ww]allet)$|(?:^|[.:>])get_?(?:[Ss]igner|[Ww]allet)$/;

/** Functions that make something that has an account. */
const MAKES_ACCOUNT =
  /(?:^|[.:>])(?:to|make|create|load|build|new|init|setup|import|with|add)_?(?:local_?|Local)?[Aa]ccount$|(?:^|[.:> ])(?:[A-Z]\w*)?(?:Account|Wallet|Signer|Bot|Trader|Sniper|Swapper|Minter|Deployer|Relayer|Keeper|Dex|DEX)$/;

const WALLETS =
  /^(?:\w{0,20}_)?(?:wallets?|signers|accounts|WALLETS?|SIGNERS|ACCOUNTS)$|^[a-z]\w{0,20}(?:Wallets?|Signers|Accounts)$/;

/** `const keys = ["V", "V"]`, in a program that makes wallets. */
const KEYS = /^(?:\w{0,20}_)?(?:pks|p?keys|PKS|P?KEYS)$|^[a-z]\w{0,20}(?:Pks|Keys)$/;

function makesWallets(around: Surroundings): boolean {
  const answer = makers.get(around) ?? MAKES_WALLETS.test(around.text);
  makers.set(around, answer);
  return answer;
}

/** Asked once for a text. */
const makers = new WeakMap<Surroundings, boolean>();

const MAKES_WALLETS =
  /\bnew (?:ethers\.)?Wallet\(|[pP]rivateKeyToAccount\(|\baccount\.from_key\(|\bAccount\.(?:from_key|privateKeyToAccount)\(|\bWallet\.fromPrivateKey\(|\bLocalWallet\b|\bcrypto\.HexToECDSA\(/;

/** Chains whose accounts have addresses of 32 bytes. */
const LONG_ADDRESSES: ReadonlySet<string> = new Set([
  'stark-private-key',
  'aptos-private-key',
  'sui-private-key',
  'near-key',
  'paradex',
  'extended',
]);

function hasLongAddresses({ ruleset, fileVotes }: Surroundings): boolean {
  return [...fileVotes().keys()].some((issuer) => LONG_ADDRESSES.has(ruleset.rules[issuer]!.id));
}
