/** Ways in which people write several credentials into one file, in the orders that tempt to mix them. */

export interface Account {
  /** How the issuer is called. */
  issuer: string;
  /** Which of its accounts: `main`; '' where there is only one. */
  name: string;
  apiKey: string;
  secret: string;
}

export interface Layout {
  title: string;
  path: string;
  /** `issuers`: each account of another issuer; `accounts`: all of one; `any`: both. */
  takes: 'issuers' | 'accounts' | 'any';
  write(list: readonly Account[]): string;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const words = ({ issuer, name }: Account): string[] => [
  ...issuer.split(/[^a-z0-9]+/),
  ...(name === '' ? [] : [name]),
];
const snake = (one: Account): string => words(one).join('_');
const loud = (one: Account): string => snake(one).toUpperCase();
const pascal = (one: Account): string => words(one).map(capital).join('');
const camel = (one: Account): string => pascal(one).charAt(0).toLowerCase() + pascal(one).slice(1);
const lines = (list: readonly Account[], write: (one: Account, at: number) => string): string =>
  list.map(write).join('\n');
const quoted = (list: readonly Account[], pick: (one: Account) => string): string =>
  list.map((one) => `'${pick(one)}'`).join(', ');

export const LAYOUTS: readonly Layout[] = [
  {
    title: 'variables, account by account',
    path: '.env',
    takes: 'any',
    write: (list) =>
      lines(list, (one) => `${loud(one)}_API_KEY=${one.apiKey}\n${loud(one)}_API_SECRET=${one.secret}`),
  },
  {
    title: 'variables, secrets first',
    path: '.env',
    takes: 'any',
    write: (list) =>
      `${lines(list, (one) => `${loud(one)}_SECRET=${one.secret}`)}\n${lines(list, (one) => `${loud(one)}_KEY=${one.apiKey}`)}\n`,
  },
  {
    title: 'variables, keys, then secrets backwards',
    path: 'config.py',
    takes: 'any',
    write: (list) =>
      `${lines(list, (one) => `${snake(one)}_api_key = "${one.apiKey}"`)}\n${lines([...list].reverse(), (one) => `${snake(one)}_api_secret = "${one.secret}"`)}\n`,
  },
  {
    title: 'the account after the part',
    path: 'Config.java',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one) =>
          `    private static final String API_SECRET_${loud(one)} = "${one.secret}";\n    private static final String API_KEY_${loud(one)} = "${one.apiKey}";`,
      ),
  },
  {
    title: 'lists side by side',
    path: 'accounts.js',
    takes: 'any',
    write: (list) =>
      `const exchanges = [${quoted(list, (one) => one.issuer)}];\nconst apiKeys = [${quoted(list, (one) => one.apiKey)}];\nconst apiSecrets = [${quoted(list, (one) => one.secret)}];\n`,
  },
  {
    title: 'lists over lines',
    path: 'accounts.py',
    takes: 'any',
    write: (list) =>
      `EXCHANGES = [\n${lines(list, (one) => `    "${one.issuer}",`)}\n]\nAPI_KEYS = [\n${lines(list, (one) => `    "${one.apiKey}",`)}\n]\nSECRETS = [\n${lines(list, (one) => `    "${one.secret}",`)}\n]\n`,
  },
  {
    title: 'lists in an object',
    path: 'accounts.json',
    takes: 'any',
    write: (list) =>
      JSON.stringify(
        {
          exchange: list.map((one) => one.issuer),
          apiKey: list.map((one) => one.apiKey),
          secret: list.map((one) => one.secret),
        },
        null,
        2,
      ),
  },
  {
    title: 'lists in variables',
    path: '.env',
    takes: 'any',
    write: (list) =>
      `EXCHANGES=${list.map((one) => one.issuer).join(',')}\nAPI_KEYS=${list.map((one) => one.apiKey).join(',')}\nAPI_SECRETS=${list.map((one) => one.secret).join(',')}\n`,
  },
  {
    title: 'a table with a head',
    path: 'accounts.csv',
    takes: 'any',
    write: (list) =>
      `exchange,account,api_key,api_secret\n${lines(list, (one) => `${one.issuer},${one.name || 'main'},${one.apiKey},${one.secret}`)}\n`,
  },
  {
    title: 'a table with the secret before the key',
    path: 'accounts.csv',
    takes: 'any',
    write: (list) =>
      `secret;key;exchange\n${lines(list, (one) => `${one.secret};${one.apiKey};${one.issuer}`)}\n`,
  },
  {
    title: 'a table of columns',
    path: 'accounts.csv',
    takes: 'any',
    write: (list) =>
      `,${list.map((one) => one.issuer).join(',')}\napi_key,${list.map((one) => one.apiKey).join(',')}\napi_secret,${list.map((one) => one.secret).join(',')}\n`,
  },
  {
    title: 'a Markdown table',
    path: 'README.md',
    takes: 'any',
    write: (list) =>
      `| Exchange | API key | API secret |\n| --- | --- | --- |\n${lines(list, (one) => `| ${one.issuer} | \`${one.apiKey}\` | \`${one.secret}\` |`)}\n`,
  },
  {
    title: 'a Markdown table of columns',
    path: 'README.md',
    takes: 'any',
    write: (list) =>
      `| | ${list.map((one) => one.issuer).join(' | ')} |\n|---|${list.map(() => '---').join('|')}|\n| API key | ${list.map((one) => `\`${one.apiKey}\``).join(' | ')} |\n| API secret | ${list.map((one) => `\`${one.secret}\``).join(' | ')} |\n`,
  },
  {
    title: 'a table drawn with blanks',
    path: 'accounts.txt',
    takes: 'any',
    write: (list) =>
      `exchange        api key         api secret\n${lines(list, (one) => `${one.issuer.padEnd(16)}${one.apiKey.padEnd(70)}${one.secret}`)}\n`,
  },
  {
    title: 'rows of a database',
    path: 'seed.sql',
    takes: 'any',
    write: (list) =>
      `INSERT INTO accounts (id, exchange, secret, api_key) VALUES\n${list.map((one, at) => `  (${at + 1}, '${one.issuer}', '${one.secret}', '${one.apiKey}')`).join(',\n')};\n`,
  },
  {
    title: 'attributes',
    path: 'accounts.xml',
    takes: 'any',
    write: (list) =>
      `<accounts>\n${lines(list, (one) => `  <account exchange="${one.issuer}" secret="${one.secret}" key="${one.apiKey}" />`)}\n</accounts>\n`,
  },
  {
    title: 'objects by issuer',
    path: 'config.json',
    takes: 'issuers',
    write: (list) =>
      JSON.stringify(
        Object.fromEntries(list.map((one) => [one.issuer, { secret: one.secret, apiKey: one.apiKey }])),
      ),
  },
  {
    title: 'objects by account',
    path: 'config.json',
    takes: 'accounts',
    write: (list) =>
      JSON.stringify(
        {
          [list[0]!.issuer]: Object.fromEntries(
            list.map((one) => [one.name, { key: one.apiKey, secret: one.secret }]),
          ),
        },
        null,
        4,
      ),
  },
  {
    title: 'objects by part',
    path: 'config.json',
    takes: 'any',
    write: (list) =>
      JSON.stringify(
        {
          apiKeys: Object.fromEntries(list.map((one) => [camel(one), one.apiKey])),
          apiSecrets: Object.fromEntries([...list].reverse().map((one) => [camel(one), one.secret])),
        },
        null,
        2,
      ),
  },
  {
    title: 'blocks by part',
    path: 'config.yml',
    takes: 'any',
    write: (list) =>
      `keys:\n${lines(list, (one) => `  ${snake(one)}: ${one.apiKey}`)}\nsecrets:\n${lines(list, (one) => `  ${snake(one)}: ${one.secret}`)}\n`,
  },
  {
    title: 'blocks by issuer',
    path: 'config.yml',
    takes: 'issuers',
    write: (list) => lines(list, (one) => `${one.issuer}:\n  secret: ${one.secret}\n  key: ${one.apiKey}`),
  },
  {
    title: 'a list of blocks, the issuer last',
    path: 'config.yml',
    takes: 'any',
    write: (list) =>
      `accounts:\n${lines(list, (one) => `  - secret: ${one.secret}\n    key: ${one.apiKey}\n    exchange: ${one.issuer}`)}\n`,
  },
  {
    title: 'sections',
    path: 'config.ini',
    takes: 'any',
    write: (list) => lines(list, (one) => `[${snake(one)}]\nkey = ${one.apiKey}\nsecret = ${one.secret}\n`),
  },
  {
    title: 'headings',
    path: 'NOTES.md',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one) => `## ${capital(one.issuer)} ${one.name}\n\n- key: ${one.apiKey}\n- secret: ${one.secret}\n`,
      ),
  },
  {
    title: 'comments above',
    path: 'settings.py',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one, at) =>
          `# ${capital(one.issuer)} ${one.name}\nAPI_KEY_${at + 1} = '${one.apiKey}'\nAPI_SECRET_${at + 1} = '${one.secret}'\n`,
      ),
  },
  {
    title: 'classes',
    path: 'settings.py',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one) => `class ${pascal(one)}:\n    API_KEY = "${one.apiKey}"\n    SECRET = "${one.secret}"\n`,
      ),
  },
  {
    title: 'branches',
    path: 'client.py',
    takes: 'any',
    write: (list) =>
      `def credentials(name):\n${lines(list, (one, at) => `    ${at === 0 ? 'if' : 'elif'} name == "${snake(one)}":\n        api_key = "${one.apiKey}"\n        api_secret = "${one.secret}"`)}\n    return api_key, api_secret\n`,
  },
  {
    title: 'cases',
    path: 'client.ts',
    takes: 'any',
    write: (list) =>
      `switch (account) {\n${lines(list, (one) => `  case '${snake(one)}':\n    apiKey = '${one.apiKey}';\n    apiSecret = '${one.secret}';\n    break;`)}\n}\n`,
  },
  {
    title: 'cases that return',
    path: 'client.go',
    takes: 'any',
    write: (list) =>
      `switch account {\n${lines(list, (one) => `\tcase "${snake(one)}":\n\t\treturn "${one.apiKey}", "${one.secret}"`)}\n\t}\n`,
  },
  {
    title: 'clients of one library',
    path: 'clients.py',
    takes: 'any',
    write: (list) =>
      `import ccxt\n${lines(list, (one) => `${snake(one)} = ccxt.${one.issuer}({'secret': '${one.secret}', 'apiKey': '${one.apiKey}'})`)}\n`,
  },
  {
    title: 'clients in a list',
    path: 'clients.js',
    takes: 'any',
    write: (list) =>
      `const clients = [\n${lines(list, (one) => `  new ${capital(one.issuer)}('${one.apiKey}', '${one.secret}'),`)}\n];\n`,
  },
  {
    title: 'setters after all clients',
    path: 'clients.py',
    takes: 'any',
    write: (list) =>
      `${lines(list, (one) => `${snake(one)} = ${capital(one.issuer)}()`)}\n${lines(list, (one) => `${snake(one)}.apiKey = '${one.apiKey}'`)}\n${lines([...list].reverse(), (one) => `${snake(one)}.secret = '${one.secret}'`)}\n`,
  },
  {
    title: 'functions',
    path: 'clients.ts',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one) =>
          `export function ${camel(one)}Client() {\n  const key = '${one.apiKey}';\n  const secret = '${one.secret}';\n  return new Client(key, secret);\n}\n`,
      ),
  },
  {
    title: 'tuples by name',
    path: 'keys.py',
    takes: 'any',
    write: (list) =>
      `KEYS = {\n${lines(list, (one) => `    "${snake(one)}": ("${one.apiKey}", "${one.secret}"),`)}\n}\n`,
  },
  {
    title: 'lines of a password file',
    path: 'passwords.txt',
    takes: 'issuers',
    write: (list) => lines(list, (one) => `${one.issuer}:${one.apiKey}:${one.secret}`),
  },
  {
    title: 'paragraphs',
    path: 'keys.txt',
    takes: 'any',
    write: (list) => lines(list, (one) => `${one.issuer} ${one.name}\n${one.apiKey}\n${one.secret}\n`),
  },
  {
    title: 'exports by function',
    path: 'env.sh',
    takes: 'any',
    write: (list) =>
      lines(
        list,
        (one) =>
          `use_${snake(one)}() {\n  export API_KEY=${one.apiKey}\n  export API_SECRET=${one.secret}\n}\n`,
      ),
  },
];
