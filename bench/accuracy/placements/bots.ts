import { isCcxt, isOneLine, isPair, type Leak, type Placement, partOf, secretOf } from '../leak.ts';
import { styled } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { file } from './define.ts';

/** A bot takes an exchange's key and secret (or a wallet's private key), and a passphrase where there is one. */
const forBots = (leak: Leak): boolean =>
  leak.issuer.category === 'exchange' && isPair(leak) && isOneLine(leak) && isCcxt(leak);
const options = { fits: forBots, says: ['key'] as const };
const sibling = { fits: forBots, says: ['sibling'] as const };

/** The configuration files of trading bots, as their own documentation shows them. */
export const bots: Placement[] = [
  file(
    'freqtrade/config',
    ['user_data/config.json', 'config.json', 'config-private.json'],
    (leak) =>
      `{\n  "dry_run": false,\n  "stake_currency": "USDT",\n  "exchange": {\n    "name": "${leak.word}",\n    "key": ${double(key(leak))},\n    "secret": ${double(secret(leak))}, // live\n    "password": ${double(phrase(leak))},\n    "ccxt_config": {},\n  },\n  "telegram": {"enabled": false, "token": "", "chat_id": ""},\n}\n`,
    sibling,
  ),
  file(
    'freqtrade/ccxt-config',
    ['config_kucoin.json'],
    (leak) =>
      json({
        max_open_trades: 3,
        exchange: {
          name: leak.word,
          ccxt_config: { apiKey: key(leak), secret: secret(leak), ...optional('password', phrase(leak)) },
        },
      }),
    sibling,
  ),
  file(
    'freqtrade/environment',
    ['.env', 'docker.env'],
    (leak) =>
      `FREQTRADE__EXCHANGE__NAME=${leak.word}\nFREQTRADE__EXCHANGE__KEY=${key(leak)}\nFREQTRADE__EXCHANGE__SECRET=${secret(leak)}\n${phrase(leak) ? `FREQTRADE__EXCHANGE__PASSWORD=${phrase(leak)}\n` : ''}`,
    sibling,
  ),
  file(
    'hummingbot/plain-connector',
    ['conf/connectors/connector.yml'],
    (leak) =>
      `connector: ${leak.word}\n${leak.word}_api_key: ${key(leak)}\n${leak.word}_api_secret: ${secret(leak)}\n${phrase(leak) ? `${leak.word}_passphrase: ${phrase(leak)}\n` : ''}`,
    sibling,
  ),
  file(
    'jesse/api-keys-csv',
    ['api-keys.csv'],
    (leak) =>
      `Name,Exchange,API Key,API Secret,api_passphrase,wallet_address,stark_private_key\nmain,${styled(leak.word, 'Pascal')} Perpetual Futures,${key(leak)},${secret(leak)},${phrase(leak)},,\n`,
    sibling,
  ),
  file(
    'octobot/plain-config',
    ['user/config.json'],
    (leak) =>
      json({
        exchanges: {
          [leak.word]: {
            'api-key': key(leak),
            'api-secret': secret(leak),
            'api-password': phrase(leak),
            sandboxed: false,
          },
        },
        services: {},
      }),
    options,
  ),
  file(
    'passivbot/api-keys',
    ['api-keys.json'],
    (leak) =>
      json({
        [`${leak.word}_01`]: {
          exchange: leak.word,
          key: key(leak),
          secret: secret(leak),
          ...optional('passphrase', phrase(leak)),
        },
        other_01: { exchange: 'binance', key: 'key', secret: 'secret' },
      }),
    sibling,
  ),
  file(
    'passivbot/environment',
    ['.env'],
    (leak) =>
      `PB_EXCHANGE=${leak.word}\nPB_API_KEY=${key(leak)}\nPB_API_SECRET=${secret(leak)}\n${phrase(leak) ? `PB_API_PASSPHRASE=${phrase(leak)}\n` : ''}`,
    sibling,
  ),
  file(
    'gunbot/config-js',
    ['config.js'],
    (leak) =>
      json({
        exchanges: {
          [leak.word]: {
            masterkey: key(leak),
            mastersecret: secret(leak),
            ...optional('passphrase', phrase(leak)),
            DELAY: 10,
          },
        },
        bot: { TOKEN: '', chat_id: 0 },
      }),
    options,
  ),
  file(
    'profittrailer/properties',
    ['application.properties'],
    (leak) =>
      `trading.exchange = ${leak.word.toUpperCase()}\ndefault_api_key = ${key(leak)}\ndefault_api_secret = ${secret(leak)}\n${phrase(leak) ? `default_api_passphrase = ${phrase(leak)}\n` : ''}server.port = 8081\n`,
    sibling,
  ),
  file(
    'superalgos/workspace',
    ['workspace.json'],
    (leak) =>
      json({
        type: 'Exchange Account Key',
        name: leak.word,
        config: `{ \n"codeName": "${key(leak)}",\n"secret": "${secret(leak)}"\n}`,
      }),
    { ...sibling, fits: (leak) => forBots(leak) && leak.parts.length === 2 },
  ),
  file(
    'zenbot/conf-js',
    ['conf.js'],
    (leak) =>
      `var c = module.exports = {}\nc.${leak.word} = {}\nc.${leak.word}.key = process.env.ZENBOT_${leak.word.toUpperCase()}_API_KEY || ${single(key(leak))}\nc.${leak.word}.secret = process.env.ZENBOT_${leak.word.toUpperCase()}_SECRET || ${single(secret(leak))}\n${phrase(leak) ? `c.${leak.word}.passphrase = ${single(phrase(leak))}\n` : ''}`,
    options,
  ),
  file(
    'gekko/config-js',
    ['config.js', 'sample-config.js'],
    (leak) =>
      `config.trader = {\n  enabled: true,\n  exchange: '${leak.word}',\n  currency: 'USDT',\n  key: ${single(key(leak))},\n  secret: ${single(secret(leak))},\n  passphrase: ${single(phrase(leak))},\n}\n`,
    sibling,
  ),
  file(
    'gocryptotrader/config',
    ['config.json', '.gocryptotrader/config.json'],
    (leak) =>
      json({
        exchanges: [
          { name: 'Other', api: { credentials: { key: 'Key', secret: 'Secret' } } },
          {
            name: styled(leak.word, 'Pascal'),
            api: {
              authenticatedSupport: true,
              credentials: {
                key: key(leak),
                secret: secret(leak),
                clientID: phrase(leak) || 'ClientID',
                otpSecret: '-',
              },
            },
          },
        ],
      }),
    sibling,
  ),
  file(
    'nautilus/exec-client',
    ['live.py', 'examples/live.py'],
    (leak) =>
      `config = ${styled(leak.word, 'Pascal')}ExecClientConfig(api_key=${double(key(leak))}, api_secret=${double(secret(leak))}${phrase(leak) ? `, api_passphrase=${double(phrase(leak))}` : ''})\n`,
    { fits: forBots, says: ['class'] },
  ),
  file(
    'blankly/keys',
    ['keys.json'],
    (leak) =>
      json({
        [leak.word]: {
          'my portfolio': {
            API_KEY: key(leak),
            API_SECRET: secret(leak),
            ...optional('API_PASS', phrase(leak)),
            sandbox: false,
          },
        },
        alpaca: { p: { API_KEY: '********************', API_SECRET: '********************' } },
      }),
    options,
  ),
  file(
    'cryptofeed/config-yaml',
    ['config.yaml', 'feedhandler.yaml'],
    (leak) =>
      `log: {filename: feed.log}\n${leak.word}: {key_id: ${key(leak)}, key_secret: ${secret(leak)}${phrase(leak) ? `, key_passphrase: ${phrase(leak)}` : ''}}\n`,
    { ...options, fits: (leak) => forBots(leak) && leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)) },
  ),
  file(
    'lean/config',
    ['config.json', 'lean.json'],
    (leak) =>
      `{\n  // live\n  "${leak.word}-api-key": ${double(key(leak))},\n  "${leak.word}-api-secret": ${double(secret(leak))},\n${phrase(leak) ? `  "${leak.word}-passphrase": ${double(phrase(leak))},\n` : ''}  "ib-password": ""\n}\n`,
    options,
  ),
  file(
    'backtrader/store',
    ['run.py'],
    (leak) =>
      `store = CCXTStore(exchange='${leak.word}', currency='USDT', config={'apiKey': ${single(key(leak))}, 'secret': ${single(secret(leak))}${phrase(leak) ? `, 'password': ${single(phrase(leak))}` : ''}, 'enableRateLimit': True}, retries=5)\n`,
    sibling,
  ),
  file(
    'backtrader/params',
    ['params.json'],
    (leak) =>
      json({
        [leak.word]: { apikey: key(leak), secret: secret(leak), ...optional('password', phrase(leak)) },
      }),
    options,
  ),
  file(
    'barter/signer',
    ['src/main.rs'],
    (leak) =>
      `let signer = ${styled(leak.word, 'Pascal')}Signer { api_key: ${double(key(leak))}.to_string() };\nlet mac: Hmac<Sha256> = Hmac::new_from_slice(${double(secret(leak))}.as_bytes()).unwrap();\n`,
    { fits: (leak) => forBots(leak) && leak.parts.length === 2, says: ['class'] },
  ),
  file(
    'ansible/vaultless',
    ['group_vars/bots.yml'],
    (leak) =>
      `bot_accounts:\n  - { name: a1, exchange: ${leak.word}, api_key: "${key(leak)}", api_secret: "${secret(leak)}"${phrase(leak) ? `, passphrase: "${phrase(leak)}"` : ''} }\n`,
    sibling,
  ),
];

const key = (leak: Leak): string => partOf(leak, 'apiKey')!.value;
const secret = (leak: Leak): string => secretOf(leak)!.value;
const phrase = (leak: Leak): string => partOf(leak, 'passphrase')?.value ?? partOf(leak, 'uid')?.value ?? '';

function optional(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}
