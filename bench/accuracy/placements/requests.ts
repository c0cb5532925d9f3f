import { isBare, isOneLine, type Leak, type Part, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, json, percent } from '../quoting.ts';
import { file } from './define.ts';

/** Headers as a request of this leak has them: the issuer's own where it is said so, invented ones elsewhere. */
interface Header {
  name: string;
  value: string;
}

const oneLine = { fits: isOneLine };
const viaHeader = { fits: hasHeaders, says: ['header'] as const };

/** HTTP requests as clients, documents and recordings keep them. */
export const requests: Placement[] = [
  file(
    'curl/headers',
    ['README.md', 'test.sh', 'request.txt'],
    (leak) =>
      `curl ${headers(leak)
        .map((h) => `-H "${h.name}: ${h.value}"`)
        .join(' ')} "https://${host(leak)}/v1/account"\n`,
    { ...oneLine, says: ['host', 'name'] },
  ),
  file(
    'curl/own-header',
    ['notes.md', 'balance.sh'],
    (leak) =>
      `curl -s ${headers(leak)
        .map((h) => `-H '${h.name}: ${h.value}'`)
        .join(' \\\n  ')} https://localhost/api\n`,
    viaHeader,
  ),
  file(
    'curl/data',
    ['login.sh'],
    (leak) =>
      `curl -X POST https://${host(leak)}/auth -d '${json(Object.fromEntries(fields(leak, 'snake').map((f) => [f.name, f.value])), 0)}'\n`,
    { ...oneLine, says: ['host'] },
  ),
  file(
    'curl/user',
    ['check.sh'],
    (leak) =>
      `curl -u ${leak.parts.map((p) => p.value).join(':')} https://${host(leak)}/api/2/trading/balance\n`,
    {
      fits: (leak) =>
        leak.parts.length === 2 && isBare(leak) && leak.parts.every((p) => !p.raw.includes(':')),
      says: ['host'],
    },
  ),
  file(
    'wget/header',
    ['fetch.sh'],
    (leak) =>
      `wget ${headers(leak)
        .map((h) => `--header="${h.name}: ${h.value}"`)
        .join(' ')} https://${host(leak)}/time\n`,
    { ...oneLine, says: ['host', 'name'] },
  ),
  file(
    'httpie/items',
    ['try.sh', 'README.md'],
    (leak) =>
      `http POST ${host(leak)}/api/v1/orders ${headers(leak)
        .map((h) => `${h.name}:${h.value}`)
        .join(' ')}\n`,
    { fits: isBare, says: ['host', 'name'] },
  ),
  file(
    'powershell/web-request',
    ['call.ps1'],
    (leak) =>
      `Invoke-WebRequest -Uri "https://${host(leak)}/v1" -Headers @{ ${headers(leak)
        .map((h) => `"${h.name}"="${h.value}"`)
        .join('; ')} }\n`,
    { ...oneLine, says: ['host', 'name'] },
  ),
  file(
    'http/rest-client',
    ['requests.http', 'api.rest'],
    (leak) =>
      `### account\nGET https://${host(leak)}/account\n${headers(leak)
        .map((h) => `${h.name}: ${h.value}`)
        .join('\n')}\nAccept: application/json\n`,
    { ...oneLine, says: ['host', 'name', 'file'] },
  ),
  file(
    'http/own-header',
    ['requests.http'],
    (leak) =>
      `GET /account HTTP/1.1\n${headers(leak)
        .map((h) => `${h.name}: ${h.value}`)
        .join('\n')}\n`,
    viaHeader,
  ),
  file(
    'http/variables',
    ['api.http'],
    (leak) =>
      `${fields(leak, 'snake')
        .map((f) => `@${f.name} = ${f.value}`)
        .join('\n')}\n\nGET https://${host(leak)}/x\n`,
    { ...oneLine, says: ['host', 'name'] },
  ),
  file(
    'http/client-env',
    ['http-client.env.json', 'http-client.private.env.json'],
    (leak) =>
      json({
        dev: {
          host: `https://${host(leak)}`,
          ...Object.fromEntries(fields(leak, 'kebab').map((f) => [f.name, f.value])),
        },
      }),
    { says: ['host', 'name', 'folder'] },
  ),
  file(
    'postman/environment',
    ['live.postman_environment.json'],
    (leak) =>
      json({
        name: leak.said === 'sibling' ? leak.word : 'live',
        values: fields(leak, 'kebab').map((f) => ({
          key: f.name,
          value: f.value,
          type: 'secret',
          enabled: true,
        })),
      }),
    { says: ['sibling', 'name', 'folder', 'nowhere'] },
  ),
  file(
    'postman/collection-header',
    ['api.postman_collection.json'],
    (leak) =>
      json({
        item: [
          {
            request: {
              url: `https://${host(leak)}/v1`,
              header: headers(leak).map((h) => ({ key: h.name, value: h.value })),
            },
          },
        ],
      }),
    { says: ['host', 'header'], fits: hasHeaders },
  ),
  file(
    'postman/variables',
    ['api.postman_collection.json'],
    (leak) =>
      json({
        info: { name: 'api' },
        variable: fields(leak, 'snake').map((f) => ({ key: f.name, value: f.value })),
      }),
    { says: ['name', 'folder'] },
  ),
  file(
    'insomnia/export',
    ['insomnia.json', 'Insomnia_2024.json'],
    (leak) =>
      json({
        _type: 'export',
        resources: [{ _type: 'request', url: `https://${host(leak)}`, headers: headers(leak) }],
      }),
    { says: ['host', 'header'], fits: hasHeaders },
  ),
  file(
    'insomnia/environment',
    ['insomnia.json'],
    (leak) =>
      json({
        resources: [
          {
            _type: 'environment',
            data: Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value])),
          },
        ],
      }),
    { says: ['name', 'folder'] },
  ),
  file(
    'bruno/request',
    ['account.bru'],
    (leak) =>
      `get {\n  url: https://${host(leak)}/v1\n}\n\nheaders {\n${headers(leak)
        .map((h) => `  ${h.name}: ${h.value}`)
        .join('\n')}\n}\n`,
    { ...oneLine, says: ['host', 'name'] },
  ),
  file(
    'bruno/environment',
    ['environments/live.bru'],
    (leak) =>
      `vars {\n${fields(leak, 'camel')
        .map((f) => `  ${f.name}: ${f.value}`)
        .join('\n')}\n}\n`,
    oneLine,
  ),
  file(
    'har/request',
    ['capture.har', 'session.har'],
    (leak) =>
      json({
        log: {
          entries: [
            { request: { method: 'GET', url: `https://${host(leak)}/v1/account`, headers: headers(leak) } },
          ],
        },
      }),
    { says: ['host', 'header'], fits: hasHeaders },
  ),
  file(
    'url/query',
    ['links.txt', 'README.md', 'notes.txt'],
    (leak) =>
      `see https://${host(leak)}/v1/account?${fields(leak, 'snake')
        .map((f) => `${f.name}=${percent(f.value)}`)
        .join('&')}&timestamp=1700000000000\n`,
    { ...oneLine, says: ['host'] },
  ),
  file(
    'url/query-camel',
    ['fetch.js'],
    (leak) =>
      `fetch('https://${host(leak)}/ws?symbol=BTC&${fields(leak, 'camel')
        .map((f) => `${f.name}=${percent(f.value)}`)
        .join('&')}');\n`,
    { ...oneLine, says: ['host'] },
  ),
  file(
    'url/user-info',
    ['urls.txt'],
    (leak) => `https://${leak.parts.map((p) => percent(p.value)).join(':')}@${host(leak)}/api\n`,
    { fits: (leak) => leak.parts.length === 2 && isOneLine(leak), says: ['host'] },
  ),
  file('url/own-template', ['bot.py', 'rpc.ts', '.env', 'nohup.out'], ownUrl, {
    fits: hasOwnUrl,
    says: ['host'],
  }),
  file(
    'bearer/header',
    ['client.py'],
    (leak) =>
      `headers = {"Authorization": "Bearer ${leak.parts[0]!.value}"}\nrequests.get("https://${host(leak)}/v1", headers=headers)\n`,
    {
      fits: (leak) => leak.parts.length === 1 && leak.parts[0]!.role === 'token' && isBare(leak),
      says: ['host'],
    },
  ),
  file(
    'websocket/login',
    ['ws.py', 'stream.js'],
    (leak) =>
      `ws = connect("wss://${host(leak)}/ws")\nws.send('${json({ op: 'login', args: [Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value]))] }, 0)}')\n`,
    { ...oneLine, says: ['host'] },
  ),
  file(
    'code/request-headers',
    ['client.py', 'api.py'],
    (leak) =>
      `import requests\n\nresponse = requests.get(\n    "https://${host(leak)}/account",\n    headers={${headers(
        leak,
      )
        .map((h) => `"${h.name}": ${double(h.value)}`)
        .join(', ')}},\n)\n`,
    { says: ['host', 'header'], fits: hasHeaders },
  ),
];

/** The issuer's own header names carry the issuer; parts without a header get a plain name. */
function headers(leak: Leak): Header[] {
  const own = Object.entries(leak.issuer.headers);
  return leak.parts.map((part) => ({
    name: own.find(([, role]) => role === part.role)?.[0] ?? plainHeader(leak, part),
    value: part.value,
  }));
}

function plainHeader(leak: Leak, part: Part): string {
  const name = fields(leak, 'kebab').find((field) => field.part === part)!.name;
  return `X-${name.replace(/\b[a-z]/g, (c) => c.toUpperCase())}`;
}

function hasHeaders(leak: Leak): boolean {
  const roles = Object.values(leak.issuer.headers);
  return leak.said !== 'header'
    ? isOneLine(leak)
    : isOneLine(leak) && leak.parts.some((part) => roles.includes(part.role));
}

function host(leak: Leak): string {
  return leak.said === 'host'
    ? leak.random.pick(
        leak.issuer.hosts.filter((h) => !/^docs\./.test(h)).concat(leak.issuer.hosts.slice(0, 1)),
      )
    : 'localhost:8080';
}

/** Services that take their token in the path of the address. */
const OWN_URLS: Readonly<Record<string, (value: string) => string>> = {
  telegram: (value) => `https://api.telegram.org/bot${value}/sendMessage?chat_id=-1001234567890`,
  infura: (value) => `https://mainnet.infura.io/v3/${value}`,
  alchemy: (value) => `https://eth-mainnet.g.alchemy.com/v2/${value}`,
  helius: (value) => `https://mainnet.helius-rpc.com/?api-key=${value}`,
  etherscan: (value) => `https://api.etherscan.io/api?module=account&action=balance&apikey=${value}`,
  zignaly: (value) => `https://zignaly.com/api/signals.php?key=${value}&type=entry`,
  cryptocompare: (value) => `https://min-api.cryptocompare.com/data/price?fsym=BTC&api_key=${value}`,
  coinapi: (value) => `https://rest.coinapi.io/v1/assets?apikey=${value}`,
};

const OWN_ROLES: Readonly<Record<string, string>> = { telegram: 'token', zignaly: 'webhook' };

function hasOwnUrl(leak: Leak): boolean {
  const role = OWN_ROLES[leak.issuer.id] ?? 'apiKey';
  return (
    leak.issuer.id in OWN_URLS &&
    leak.parts.length === 1 &&
    leak.parts[0]!.role === role &&
    /^[\w:-]{20,64}$/.test(leak.parts[0]!.raw)
  );
}

function ownUrl(leak: Leak): string {
  const url = OWN_URLS[leak.issuer.id]!(leak.parts[0]!.value);
  return leak.random.pick([
    `RPC_URL=${url}\n`,
    `const url = '${url}';\n`,
    `requests.get(f"${url}")\n`,
    `ConnectionError: HTTPSConnectionPool: Max retries exceeded with url: ${url}\n`,
  ]);
}
