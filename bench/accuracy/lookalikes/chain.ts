import type { Random } from '../random.ts';
import { evmAddress } from '../specials.ts';
import { base58, hex, type LookAlike, lines, lookAlike } from './look-alike.ts';

const address = (r: Random): string => evmAddress(null, r);
const half = (...parts: string[]): string => parts.join('');

/** What stands in blockchain code and is public: addresses, transactions, byte code, well-known keys. */
export const chain: LookAlike[] = [
  lookAlike('chain/evm-addresses', ['src/addresses.ts', 'tokens.json', 'constants.py'], (r) =>
    lines(12, (i) => `export const TOKEN_${i} = '${address(r)}';`),
  ),
  lookAlike('chain/evm-addresses-lower', ['tokenlist.json'], (r) =>
    JSON.stringify(
      {
        tokens: lines(10, (i) => `T${i}`).map((symbol) => ({
          symbol,
          chainId: 1,
          address: `0x${hex(r, 40)}`,
        })),
      },
      null,
      2,
    ),
  ),
  lookAlike('chain/transaction-hashes', ['docs/transactions.md', 'trades.json'], (r) =>
    lines(8, () => `tx: 0x${hex(r, 64)} https://etherscan.io/tx/0x${hex(r, 64)}`),
  ),
  lookAlike('chain/transaction-fields', ['receipts.json'], (r) =>
    JSON.stringify(
      {
        transactionHash: `0x${hex(r, 64)}`,
        blockHash: `0x${hex(r, 64)}`,
        parentHash: `0x${hex(r, 64)}`,
        stateRoot: `0x${hex(r, 64)}`,
        logsBloom: `0x${hex(r, 512)}`,
        r: `0x${hex(r, 64)}`,
        s: `0x${hex(r, 64)}`,
        topics: [`0x${hex(r, 64)}`],
      },
      null,
      2,
    ),
  ),
  lookAlike('chain/topics-and-slots', ['src/events.ts', 'contracts/Slots.sol'], (r) => [
    `bytes32 constant SLOT = 0x${hex(r, 64)};`,
    `const TRANSFER_TOPIC = '0x${hex(r, 64)}';`,
    `bytes32 public constant MINTER_ROLE = 0x${hex(r, 64)};`,
    `const merkleRoot = "0x${hex(r, 64)}";`,
    `salt: '0x${hex(r, 64)}',`,
    `poolId = "0x${hex(r, 64)}"`,
    `conditionId: "0x${hex(r, 64)}"`,
    `init_code_hash = "0x${hex(r, 64)}"`,
  ]),
  lookAlike('chain/bytecode', ['artifacts/Token.json', 'abi/Router.json'], (r) =>
    JSON.stringify({
      contractName: 'Token',
      abi: [{ type: 'function', name: 'approve', inputs: [] }],
      bytecode: `0x6080604052${hex(r, 4000)}`,
      deployedBytecode: `0x6080${hex(r, 3000)}`,
    }),
  ),
  lookAlike('chain/calldata', ['test/calldata.ts'], (r) => [
    `const data = '0xa9059cbb${hex(r, 128)}';`,
    `const signature = '0x${hex(r, 130)}';`,
    `const publicKey = '0x04${hex(r, 128)}';`,
    `const compressed = '0x02${hex(r, 64)}';`,
  ]),
  lookAlike('chain/bitcoin-addresses', ['addresses.txt', 'donate.md'], (r) =>
    lines(
      6,
      () => `bc1q${r.text(38, 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')} 1${base58(r, 33)} 3${base58(r, 33)}`,
    ),
  ),
  lookAlike('chain/bitcoin-txids', ['utxos.json'], (r) =>
    JSON.stringify(
      lines(6, (i) => `${i}`).map((vout) => ({
        txid: hex(r, 64),
        vout,
        scriptPubKey: `76a914${hex(r, 40)}88ac`,
      })),
      null,
      2,
    ),
  ),
  lookAlike('chain/solana-mints', ['mints.ts', 'tokens.json'], (r) =>
    lines(10, (i) => `export const MINT_${i} = new PublicKey('${base58(r, 44)}');`),
  ),
  lookAlike('chain/solana-signatures', ['swaps.log'], (r) =>
    lines(6, () => `signature ${base58(r, 88)} confirmed https://solscan.io/tx/${base58(r, 88)}`),
  ),
  lookAlike('chain/other-addresses', ['wallets.md'], (r) => [
    `cosmos1${r.text(38, 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')}`,
    `dydx1${r.text(38, 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')}`,
    `T${base58(r, 33)}`,
    `r${base58(r, 32)}`,
    `addr1${r.text(98, 'qpzry9x8gf2tvdw0s3jn54khce6mua7l')}`,
    `G${r.text(55, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
    `EQ${r.text(46, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')}`,
    `0x${hex(r, 64)}::coin::COIN`,
  ]),
  lookAlike('chain/xpub', ['watch-only.json'], (r) =>
    JSON.stringify({ xpub: `xpub6${base58(r, 106)}`, zpub: `zpub6${base58(r, 106)}` }),
  ),
  lookAlike('chain/hardhat-accounts', ['hardhat.config.js', 'test/helpers.ts', 'anvil.log'], () => [
    `const MNEMONIC = "${half('test test test test test test ', 'test test test test test junk')}";`,
    `const PRIVATE_KEY = "0x${half('ac0974bec39a17e36ba4a6b4d238ff94', '4bacb478cbed5efcae784d7bf4f2ff80')}";`, // keysweep:allow public account of a tool chain
    `Private Key: 0x${half('59c6995e998f97a5a0044966f0945389', 'dc9e86dae88c7a8412f4603b6b78690d')}`,
    `Private Key: 0x${half('5de4111afa1a4b94908f83103eb1f170', '6367c2e68ca870fc3fb9a804cdab365a')}`,
  ]),
  lookAlike('chain/ganache-accounts', ['ganache.txt', 'truffle.js'], () => [
    `mnemonic: "${half('myth like bonus scare over problem ', 'client lizard pioneer submit female collect')}"`,
    `privateKey = "0x${half('4f3edf983ac636a65a842ce7c78d9aa7', '06d3b113bce9c46f30d7d21715b23b1d')}"`, // keysweep:allow public account of a tool chain
    `mnemonic = "${half('candy maple cake sugar pudding ', 'cream honey rich smooth crumble sweet treat')}"`,
  ]),
  lookAlike('chain/standard-keys', ['test/vectors.json', 'docs/ethers.md'], () => [
    `privateKey: "0x${half('01234567890123456789012345678901', '23456789012345678901234567890123')}"`,
    `private_key = "0x${'46'.repeat(32)}"`,
    `privateKey = "0x${'0'.repeat(63)}1"`,
    `mnemonic: "${half('abandon abandon abandon abandon abandon abandon ', 'abandon abandon abandon abandon abandon about')}"`,
    `privateKey: '0x${half('4c0883a69102937d6231471b5dbb6204', 'fe5129617082792ae468d01a3f362318')}'`,
  ]),
  lookAlike('chain/public-keys', ['keys.pub', 'validators.json'], (r) => [
    `pubkey: "ed25519:${base58(r, 44)}"`,
    `"public_key": "${hex(r, 64)}"`,
    `publicKey = '${hex(r, 66)}'`,
    `node_id = "${hex(r, 40)}"`,
    `enode://${hex(r, 128)}@10.0.0.1:30303`,
  ]),
  lookAlike('chain/seed-words-list', ['wordlist.txt', 'english.txt'], () =>
    'abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid acoustic acquire across act action actor actress actual adapt'.split(
      ' ',
    ),
  ),
  lookAlike('chain/ipfs', ['metadata.json'], (r) =>
    lines(
      5,
      (i) =>
        `{"name":"#${i}","image":"ipfs://Qm${base58(r, 44)}/${i}.png","cid":"bafybei${r.text(52, 'abcdefghijklmnopqrstuvwxyz234567')}"}`,
    ),
  ),
  lookAlike('chain/subgraph', ['subgraph.yaml'], (r) => [
    'dataSources:',
    '  - kind: ethereum',
    `    source: { address: "${address(r)}", startBlock: 12345678 }`,
    `    id: Qm${base58(r, 44)}`,
  ]),
];
