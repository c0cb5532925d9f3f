import { isOneLine, isPair, type Leak, type Placement, partOf, secretOf } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { fields } from '../names.ts';
import { json } from '../quoting.ts';
import { barePair, file } from './define.ts';

const inPath = ['file', 'folder'] as const;
const isKey = (leak: Leak): boolean => leak.parts.length === 1 && leak.parts[0]!.role === 'privateKey';
const isMnemonic = (leak: Leak): boolean =>
  isKey(leak) && leak.parts[0]!.raw.includes(' ') && isOneLine(leak);
const isPem = (leak: Leak): boolean => leak.parts.some((part) => part.raw.startsWith('-----BEGIN'));
const isHexKey = (leak: Leak): boolean =>
  isKey(leak) && /^(?:0x)?[0-9a-fA-F]{64}$/.test(leak.parts[0]!.raw) && isEvm(leak);
const isEvm = (leak: Leak): boolean => leak.issuer.id === 'evm-private-key';
const isWallet = (leak: Leak): boolean => leak.issuer.category === 'wallet' && isKey(leak);

/** Files that hold nothing but a credential, and what wallets and their tools write. */
export const keyFiles: Placement[] = [
  file(
    'keyfile/two-lines',
    ['key.txt', 'api.txt', 'apikeys.txt', 'key', 'api.key'],
    (leak) => `${leak.parts.map((p) => p.value).join('\n')}\n`,
    { fits: barePair, says: inPath },
  ),
  file(
    'keyfile/two-lines-no-end',
    ['keys.txt', 'secret.key'],
    (leak) => leak.parts.map((p) => p.value).join('\n'),
    { fits: barePair, says: inPath },
  ),
  file('keyfile/colon', ['api_keys.txt'], (leak) => `${leak.parts.map((p) => p.value).join(':')}\n`, {
    fits: (leak) => isPair(leak) && leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)),
    says: inPath,
  }),
  file('keyfile/space', ['api_key.txt'], (leak) => `${leak.parts.map((p) => p.value).join(' ')}\n`, {
    fits: barePair,
    says: inPath,
  }),
  file('keyfile/json-array', ['keys.json'], (leak) => json(leak.parts.map((p) => p.value)), {
    fits: barePair,
    says: inPath,
  }),
  file(
    'pem/file',
    ['private.pem', 'key.pem', 'id_rsa', 'server.key', 'api_private.pem'],
    (leak) => `${secretOf(leak)!.value}\n`,
    { fits: (leak) => isPem(leak) && leak.parts.length === 1, says: inPath },
  ),
  file(
    'pem/json-file',
    ['cdp_api_key.json', 'service-account.json'],
    (leak) => json({ name: partOf(leak, 'apiKey')?.value ?? 'key', privateKey: secretOf(leak)!.value }),
    {
      fits: (leak) => isPem(leak) && leak.parts.length === 2 && partOf(leak, 'apiKey') !== undefined,
      says: ['folder', 'file'],
    },
  ),
  file(
    'pem/escaped-log',
    ['app.log'],
    (leak) => `DEBUG credentials {"privateKey":${json(secretOf(leak)!.value, 0)}} loaded\n`,
    { fits: (leak) => isPem(leak) && leak.parts.length === 1, says: inPath },
  ),
  file(
    'pem/double-escaped',
    ['export.json'],
    (leak) => json({ payload: json({ private_key: secretOf(leak)!.value }, 0) }, 0),
    { fits: (leak) => isPem(leak) && leak.parts.length === 1, says: inPath },
  ),
  file(
    'pem/indented',
    ['values.py'],
    (leak) => `KEY = """\n    ${eachValue(secretOf(leak)!.value, (t) => t.replace(/\n/g, '\n    '))}\n"""\n`,
    { fits: (leak) => isPem(leak) && leak.parts.length === 1, says: inPath },
  ),
  file(
    'wallet/text',
    ['wallet.txt', 'seed.txt', 'backup.txt', 'mnemonic.txt', 'recovery.txt'],
    (leak) => `${leak.parts[0]!.value}\n`,
    { fits: isMnemonic, says: ['name'] },
  ),
  file(
    'wallet/numbered-words',
    ['seed-phrase.txt'],
    (leak) =>
      `${eachValue(leak.parts[0]!.value, (t) =>
        t
          .split(' ')
          .map((w, i) => `${i + 1}. ${w}`)
          .join('\n'),
      )}\n`,
    { fits: (leak) => isMnemonic(leak) && leak.issuer.id === 'bip39-mnemonic', says: ['name'] },
  ),
  file(
    'wallet/word-array',
    ['wallet.js', 'seed.json'],
    (leak) =>
      `const mnemonic = [${eachValue(leak.parts[0]!.value, (t) =>
        t
          .split(' ')
          .map((w) => `"${w}"`)
          .join(', '),
      )}];\n`,
    { fits: (leak) => isMnemonic(leak) && leak.issuer.id === 'bip39-mnemonic', says: ['name'] },
  ),
  file(
    'wallet/comma-words',
    ['words.py'],
    (leak) => `seed_phrase = "${eachValue(leak.parts[0]!.value, (t) => t.split(' ').join(', '))}"\n`,
    { fits: (leak) => isMnemonic(leak) && leak.issuer.id === 'bip39-mnemonic', says: ['name'] },
  ),
  file(
    'wallet/labelled',
    ['wallets.txt', 'accounts.txt'],
    (leak) =>
      `Wallet 1\n${fields(leak, 'Pascal')
        .map((f) => `${f.name}: ${f.value}`)
        .join('\n')}\n`,
    { fits: (leak) => isWallet(leak) && isOneLine(leak), says: ['name', 'file'] },
  ),
  file(
    'wallet/call',
    ['deploy.js', 'scripts/send.ts'],
    (leak) => `const wallet = new ethers.Wallet('${leak.parts[0]!.value}', provider);\n`,
    { fits: isHexKey, says: ['class'] },
  ),
  file(
    'wallet/viem',
    ['client.ts'],
    (leak) => `const account = privateKeyToAccount('${leak.parts[0]!.value}');\n`,
    { fits: (leak) => isHexKey(leak) && leak.parts[0]!.raw.startsWith('0x'), says: ['class'] },
  ),
  file(
    'wallet/from-key',
    ['sign.py', 'tests/test_sign.py'],
    (leak) => `from eth_account import Account\n\nacct = Account.from_key("${leak.parts[0]!.value}")\n`,
    { fits: isHexKey, says: ['import'] },
  ),
  file(
    'wallet/hex-to-ecdsa',
    ['main.go'],
    (leak) =>
      `key, err := crypto.HexToECDSA("${eachValue(leak.parts[0]!.value, (t) => t.replace(/^0x/, ''))}")\n`,
    { fits: isHexKey, says: ['class'] },
  ),
  file(
    'wallet/cast-send',
    ['README.md', 'send.sh'],
    (leak) =>
      `cast send 0x6b175474e89094c44da98b954eedeac495271d0f --value 1ether --private-key ${leak.parts[0]!.value}\n`,
    { fits: isHexKey, says: ['class'] },
  ),
  file(
    'solidity/hardhat-accounts',
    ['hardhat.config.js', 'hardhat.config.ts'],
    (leak) =>
      `module.exports = {\n  networks: {\n    mainnet: {\n      url: 'https://rpc.example.org',\n      accounts: ['${leak.parts[0]!.value}'],\n    },\n  },\n};\n`,
    { fits: isHexKey, says: ['file'] },
  ),
  file(
    'solidity/hardhat-mnemonic',
    ['hardhat.config.js'],
    (leak) =>
      `module.exports = { networks: { sepolia: { accounts: { mnemonic: "${leak.parts[0]!.value}", count: 3 } } } };\n`,
    { fits: (leak) => isMnemonic(leak) && leak.issuer.id === 'bip39-mnemonic', says: ['name'] },
  ),
  file(
    'solidity/foundry-toml',
    ['foundry.toml'],
    (leak) => `[profile.default]\nsrc = "src"\nprivate_key = "${leak.parts[0]!.value}"\n`,
    { fits: isHexKey, says: ['file'] },
  ),
  file(
    'solidity/forge-script',
    ['Makefile'],
    (leak) =>
      `deploy:\n\tforge script script/Deploy.s.sol --broadcast --private-key ${leak.parts[0]!.value}\n`,
    { fits: isHexKey, says: ['class'] },
  ),
  file(
    'solidity/start-broadcast',
    ['script/Deploy.s.sol'],
    (leak) =>
      `contract Deploy is Script {\n  function run() external {\n    vm.startBroadcast(${eachValue(leak.parts[0]!.value, (t) => `0x${t.replace(/^0x/, '')}`)});\n  }\n}\n`,
    { fits: isHexKey, says: ['class'] },
  ),
  file(
    'solidity/truffle-wallet',
    ['truffle-config.js'],
    (leak) =>
      `const HDWalletProvider = require('@truffle/hdwallet-provider');\nmodule.exports = { networks: { live: { provider: () => new HDWalletProvider('${leak.parts[0]!.value}', 'https://rpc.example.org') } } };\n`,
    {
      fits: (leak) => isHexKey(leak) || (isMnemonic(leak) && leak.issuer.id === 'bip39-mnemonic'),
      says: ['name', 'file'],
    },
  ),
  file(
    'solidity/brownie-config',
    ['brownie-config.yaml'],
    (leak) => `dotenv: .env\nwallets:\n  from_key: "${leak.parts[0]!.value}"\n`,
    { fits: isHexKey, says: ['file'] },
  ),
];
