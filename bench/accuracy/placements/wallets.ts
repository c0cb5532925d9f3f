import { JAVASCRIPT, PYTHON, RUST, SHELL } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { eachValue } from '../marks.ts';
import type { Random } from '../random.ts';
import { HEX } from '../random.ts';
import { evmAddress } from '../specials.ts';
import { code, file } from './define.ts';

const only = (leak: Leak): string => leak.parts[0]!.raw;
const isKey = (leak: Leak): boolean => leak.parts.length === 1 && leak.parts[0]!.role === 'privateKey';
const isMnemonic = (leak: Leak): boolean =>
  isKey(leak) && leak.issuer.id === 'bip39-mnemonic' && /^[a-z]+(?: [a-z]+){11,23}$/.test(only(leak));
const isWif = (leak: Leak): boolean => isKey(leak) && leak.issuer.id === 'bitcoin-wif';
const isXprv = (leak: Leak): boolean => isKey(leak) && leak.issuer.id === 'bip32-xprv';
const isEvm = (leak: Leak): boolean =>
  isKey(leak) && leak.issuer.id === 'evm-private-key' && /^(?:0x)?[0-9a-fA-F]{64}$/.test(only(leak));

/** Words of a phrase, joined in another way. */
function words(id: string, files: readonly string[], write: (list: string[]) => string): Placement {
  return file(id, files, (leak) => eachValue(leak.parts[0]!.value, (text) => write(text.split(' '))), {
    fits: isMnemonic,
    says: ['name'],
  });
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const notes = ['wallet.txt', 'notes.md', 'backup.txt'] as const;

/** Mnemonics and wallet keys as people and wallets write them down. */
export const wallets: Placement[] = [
  words('mnemonic/capitalised', notes, (list) => `Seed phrase: ${list.map(capital).join(' ')}\n`),
  words('mnemonic/upper-case', notes, (list) => `${list.join(' ').toUpperCase()}\n`),
  words(
    'mnemonic/capital-lines',
    notes,
    (list) => `${list.map((w, i) => `${i + 1}. ${capital(w)}`).join('\n')}\n`,
  ),
  words('mnemonic/hyphens', ['seed.txt', 'config.yml'], (list) => `mnemonic: ${list.join('-')}\n`),
  words('mnemonic/underscores', ['.env'], (list) => `MNEMONIC=${list.join('_')}\n`),
  words('mnemonic/parentheses', notes, (list) => list.map((w, i) => `${i + 1}) ${w}`).join('\n')),
  words(
    'mnemonic/numbers-inline',
    notes,
    (list) => `words: ${list.map((w, i) => `${i + 1}.${w}`).join(' ')}`,
  ),
  words('mnemonic/numbers-colon', notes, (list) =>
    list.map((w, i) => `${String(i + 1).padStart(2, '0')}: ${w}`).join('\n'),
  ),
  words('mnemonic/hash-numbers', notes, (list) => list.map((w, i) => `#${i + 1} ${w}`).join(', ')),
  words('mnemonic/word-n', ['seed.env', 'seed.ini'], (list) =>
    list.map((w, i) => `word${i + 1}=${w}`).join('\n'),
  ),
  words('mnemonic/json-object', ['seed.json'], (list) =>
    JSON.stringify(Object.fromEntries(list.map((w, i) => [String(i + 1), w])), null, 2),
  ),
  words('mnemonic/json-array-lines', ['seed.json'], (list) => `{"seed": ${JSON.stringify(list, null, 2)}}\n`),
  words('mnemonic/lines', notes, (list) => `${list.join('\n')}\n`),
  words('mnemonic/bullets', notes, (list) => list.map((w) => `- ${w}`).join('\n')),
  words(
    'mnemonic/markdown-table',
    ['wallet.md'],
    (list) => `| # | word |\n|---|---|\n${list.map((w, i) => `| ${i + 1} | ${w} |`).join('\n')}\n`,
  ),
  words('mnemonic/two-columns', notes, (list) =>
    list
      .slice(0, list.length / 2)
      .map((w, i) => `${i + 1}. ${w.padEnd(12)} ${i + 1 + list.length / 2}. ${list[i + list.length / 2]}`)
      .join('\n'),
  ),
  words(
    'mnemonic/csv',
    ['seed.csv'],
    (list) => `n,word\n${list.map((w, i) => `${i + 1},${w}`).join('\n')}\n`,
  ),
  words('mnemonic/slashes', notes, (list) => `${list.join(' / ')}\n`),
  words('mnemonic/dots', notes, (list) => `${list.join('.')}\n`),
  words('mnemonic/rows-of-four', notes, (list) =>
    list.map((w, i) => w + (i % 4 === 3 ? '\n' : ' ')).join(''),
  ),
  words('mnemonic/yaml-list', ['wallet.yml'], (list) => `seed:\n${list.map((w) => `  - ${w}`).join('\n')}\n`),
  words(
    'mnemonic/go-slice',
    ['wallet.go'],
    (list) => `words := []string{${list.map((w) => `"${w}"`).join(', ')}}\n`,
  ),
  words('mnemonic/php-explode', ['wallet.php'], (list) => `$seed = explode(',', '${list.join(',')}');\n`),
  words(
    'mnemonic/pieces',
    ['wallet.js'],
    (list) => `const mnemonic = '${list.slice(0, 6).join(' ')} ' +\n  '${list.slice(6).join(' ')}';\n`,
  ),
  words(
    'mnemonic/python-pieces',
    ['wallet.py'],
    (list) =>
      `MNEMONIC = ("${list.slice(0, 5).join(' ')} "\n            "${list.slice(5, 9).join(' ')} "\n            "${list.slice(9).join(' ')}")\n`,
  ),
  words('mnemonic/html', ['backup.html'], (list) =>
    list.map((w, i) => `<li><span>${i + 1}</span><b>${w}</b></li>`).join(''),
  ),
  words('mnemonic/commented-out', ['deploy.js'], (list) => `// mnemonic: ${list.join(' ')}\n`),
  words(
    'mnemonic/comment-lines',
    ['deploy.py'],
    (list) => `# ${list.slice(0, 6).join(' ')}\n# ${list.slice(6).join(' ')}\n`,
  ),
  words('mnemonic/query', ['urls.txt'], (list) => `https://wallet.local/import?mnemonic=${list.join('+')}\n`),
  words('mnemonic/percent', ['access.log'], (list) => `GET /import?seed=${list.join('%20')} HTTP/1.1\n`),
  words(
    'mnemonic/escaped-json',
    ['app.log'],
    (list) => `INFO {"payload":"{\\"mnemonic\\":\\"${list.join(' ')}\\"}"}\n`,
  ),
  words('mnemonic/anvil', ['run.sh'], (list) => `anvil --mnemonic "${list.join(' ')}" --chain-id 1\n`),
  words('mnemonic/toml', ['Anchor.toml'], (list) => `[wallet]\nmnemonic = "${list.join(' ')}"\n`),
  file(
    'wif/import-command',
    ['run.sh', 'history.txt'],
    (leak) => `bitcoin-cli importprivkey ${leak.parts[0]!.value} "main" false\n`,
    { fits: isWif, says: ['name'] },
  ),
  file(
    'wif/dump-line',
    ['wallet.dump', 'dump.txt'],
    (leak) =>
      `# Wallet dump created by Bitcoin v22.0.0\n${leak.parts[0]!.value} 2021-03-01T10:00:00Z label= # addr=bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq hdkeypath=m/0'/0'/1'\n`,
    { fits: isWif, says: ['name'] },
  ),
  file(
    'wif/csv',
    ['paper-wallets.csv'],
    (leak) => `1,"1BoatSLRHtKNngkdXEeobR76b53LETtpyT","${leak.parts[0]!.value}"\n`,
    { fits: isWif, says: ['name'] },
  ),
  file('wif/electrum', ['electrum-keys.txt'], (leak) => `p2wpkh:${leak.parts[0]!.value}\n`, {
    fits: isWif,
    says: ['name'],
  }),
  file('wif/uri', ['notes.txt'], (leak) => `bitcoin key -> ${leak.parts[0]!.value}.\n`, {
    fits: isWif,
    says: ['name'],
  }),
  file(
    'xprv/descriptor',
    ['descriptors.json'],
    (leak) => `[{"desc": "wpkh(${leak.parts[0]!.value}/84h/0h/0h/0/*)#cjjspncu", "active": true}]\n`,
    { fits: isXprv, says: ['name'] },
  ),
  file(
    'xprv/origin',
    ['wallet.desc'],
    (leak) => `wsh(multi(2,[d34db33f/48h/0h/0h/2h]${leak.parts[0]!.value}/0/*,xpub6))\n`,
    { fits: isXprv, says: ['name'] },
  ),
  file(
    'xprv/electrum-wallet',
    ['default_wallet'],
    (leak) =>
      `{\n    "keystore": {\n        "type": "bip32",\n        "xprv": "${leak.parts[0]!.value}"\n    }\n}\n`,
    { fits: isXprv, says: ['name'] },
  ),
  code('evm/private-keys-list', JAVASCRIPT, (leak) => [`const PRIVATE_KEYS = ['${leak.parts[0]!.value}'];`], {
    fits: isEvm,
  }),
  code('evm/key-file-line', SHELL, (leak) => [`echo ${leak.parts[0]!.value} > .secret`], { fits: isEvm }),
  code(
    'evm/vm-broadcast',
    { ...JAVASCRIPT, import: null, files: ['script/Deploy.s.sol'] },
    (leak) => [
      `    uint256 deployerPrivateKey = ${leak.parts[0]!.value};`,
      '    vm.startBroadcast(deployerPrivateKey);',
    ],
    { fits: (leak) => isEvm(leak) && only(leak).startsWith('0x') },
  ),
  code(
    'evm/template-prefix',
    JAVASCRIPT,
    (leak) => [`  accounts: [\`0x\${'${eachValue(leak.parts[0]!.value, (t) => t.replace(/^0x/, ''))}'}\`],`],
    { fits: isEvm, files: ['hardhat.config.js'] },
  ),
  code(
    'evm/account-from-key',
    PYTHON,
    (leak) => [`account = w3.eth.account.privateKeyToAccount('${leak.parts[0]!.value}')`],
    { fits: isEvm },
  ),
  code(
    'evm/sign-transaction',
    PYTHON,
    (leak) => [`signed = w3.eth.account.sign_transaction(tx, private_key='${leak.parts[0]!.value}')`],
    { fits: isEvm },
  ),
  code(
    'evm/local-wallet',
    RUST,
    (leak) => [`let wallet: LocalWallet = "${leak.parts[0]!.value}".parse()?;`],
    { fits: isEvm },
  ),
  code(
    'evm/cast-wallet',
    SHELL,
    (leak) => [`cast wallet import deployer --private-key=${leak.parts[0]!.value}`],
    { fits: isEvm },
  ),
  code(
    'evm/forge-create',
    SHELL,
    (leak) => [`forge create --rpc-url $RPC --private-key ${leak.parts[0]!.value} src/A.sol:A`],
    { fits: isEvm },
  ),
  file(
    'evm/address-key-rows',
    ['accounts.txt', 'wallets.csv'],
    (leak) => `${evmAddress(only(leak), leak.random)},${leak.parts[0]!.value}\n`,
    { fits: isEvm, says: ['name'] },
  ),
  file(
    'evm/ganache-accounts',
    ['accounts.json'],
    (leak) =>
      `{"private_keys":{"${evmAddress(only(leak), leak.random).toLowerCase()}":"${leak.parts[0]!.value}"}}\n`,
    { fits: isEvm, says: ['name'] },
  ),
  keystore(
    'keystore/compact',
    ['UTC--2021-03-01T10-00-00.000000000Z--71c7656ec7ab88b098defb751b7401b5f6d8976f', 'keystore.json'],
    0,
    'crypto',
  ),
  keystore('keystore/pretty', ['wallet.json', 'keystore/main.json', 'key_file.json'], 2, 'crypto'),
  keystore('keystore/capital', ['wallets/export.json'], 2, 'Crypto'),
];

/** An encrypted key file: the password is all that protects it. */
function keystore(id: string, files: readonly string[], indent: number, crypto: string): Placement {
  return {
    id,
    says: ['name'],
    fits: isEvm,
    write: (leak) => ({
      path: leak.random.pick(files),
      text: eachValue(leak.parts[0]!.value, () => JSON.stringify(store(leak.random, crypto), null, indent)),
    }),
  };
}

function store(random: Random, crypto: string): unknown {
  return {
    address: random.text(40, HEX),
    [crypto]: {
      cipher: 'aes-128-ctr',
      ciphertext: random.text(64, HEX),
      cipherparams: { iv: random.text(32, HEX) },
      kdf: 'scrypt',
      kdfparams: { dklen: 32, n: 262144, p: 1, r: 8, salt: random.text(64, HEX) },
      mac: random.text(64, HEX),
    },
    id: `${random.text(8, HEX)}-${random.text(4, HEX)}-4${random.text(3, HEX)}-a${random.text(3, HEX)}-${random.text(12, HEX)}`,
    version: 3,
  };
}
