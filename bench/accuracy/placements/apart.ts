import { GO, JAVA, JAVASCRIPT, PYTHON, TYPESCRIPT } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { isCcxt, isOneLine } from '../leak.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { code, file, pair } from './define.ts';
import { ordered } from './group.ts';

/** Lines of a program that has nothing to do with its keys. */
function between(leak: Leak, lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => lines[(i + leak.scheme) % lines.length]!);
}

const PYTHON_LINES = [
  'def balance(client):',
  "    return client.get('/account')['balance']",
  '',
  'def average(prices):',
  '    return sum(prices) / len(prices)',
  '',
  "symbols = ['BTC/USDT', 'ETH/USDT']",
  'for symbol in symbols:',
  "    print(symbol, 'starting')",
  '',
];

const plainPair = (leak: Leak): boolean => pair(leak) && leak.parts.length === 2;

/** One credential whose parts do not stand side by side, or not under names. */
export const apart: Placement[] = [
  code(
    'apart/python-far',
    PYTHON,
    (leak) =>
      fields(leak, 'SCREAMING').flatMap((f, i) => [
        ...(i === 0 ? [] : between(leak, PYTHON_LINES, 40)),
        `${f.name} = ${double(f.value)}`,
      ]),
    { fits: isOneLine },
  ),
  code(
    'apart/python-functions',
    PYTHON,
    (leak) =>
      fields(leak, 'snake').flatMap((f) => [`def get_${f.name}():`, `    return ${single(f.value)}`, '']),
    { fits: isOneLine },
  ),
  code(
    'apart/python-header-and-hmac',
    PYTHON,
    (leak) => [
      'def sign(query):',
      `    return hmac.new(${single(ordered(leak)[1]!.value)}.encode(), query.encode(), hashlib.sha256).hexdigest()`,
      '',
      'def call(path, query):',
      `    headers = {${single('X-API-KEY')}: ${single(ordered(leak)[0]!.value)}}`,
      '    return requests.get(HOST + path, params={**query, "signature": sign(query)}, headers=headers)',
    ],
    { fits: plainPair },
  ),
  code(
    'apart/python-auth-tuple',
    PYTHON,
    (leak) => [
      `r = requests.get(url, auth=(${ordered(leak)
        .map((part) => single(part.value))
        .join(', ')}))`,
    ],
    { fits: plainPair, says: ['import', 'host', 'file', 'folder', 'comment'] },
  ),
  code(
    'apart/python-basic-auth',
    PYTHON,
    (leak) => [
      `session.auth = HTTPBasicAuth(${ordered(leak)
        .map((part) => double(part.value))
        .join(', ')})`,
    ],
    { fits: plainPair, says: ['import', 'host', 'file', 'folder', 'comment'] },
  ),
  code(
    'apart/python-call-over-lines',
    PYTHON,
    (leak) => [
      `client = ${styled(leak.word, 'Pascal')}(`,
      ...ordered(leak).map((part) => `    ${double(part.value)},`),
      ')',
    ],
    { fits: pair, says: ['class'] },
  ),
  code(
    'apart/python-tuple-secret-first',
    PYTHON,
    (leak) => {
      const parts = [...fields(leak, 'snake')].reverse();
      return [`${parts.map((f) => f.name).join(', ')} = ${parts.map((f) => double(f.value)).join(', ')}`];
    },
    { fits: plainPair },
  ),
  code(
    'apart/python-attributes',
    PYTHON,
    (leak) => [
      `exchange = ccxt.${ccxtClass(leak)}()`,
      ...between(leak, PYTHON_LINES, 4),
      ...ccxtFields(leak).map((f) => `exchange.${f.name} = ${single(f.value)}`),
    ],
    { fits: (leak) => isCcxt(leak) && isOneLine(leak), says: ['class'] },
  ),
  code(
    'apart/javascript-destructured',
    JAVASCRIPT,
    (leak) => {
      const parts = fields(leak, 'camel');
      return [
        `const [${parts.map((f) => f.name).join(', ')}] = [${parts.map((f) => single(f.value)).join(', ')}];`,
      ];
    },
    { fits: plainPair },
  ),
  code(
    'apart/javascript-object-assign',
    JAVASCRIPT,
    (leak) => fields(leak, 'camel').map((f) => `Object.assign(exchange, { ${f.name}: ${single(f.value)} });`),
    { fits: isOneLine },
  ),
  code(
    'apart/typescript-nested-parts',
    TYPESCRIPT,
    (leak) => [
      'export const credentials = {',
      ...fields(leak, 'camel').flatMap((f) => [
        `  ${f.name}: {`,
        `    value: ${single(f.value)},`,
        "    type: 'string',",
        '  },',
      ]),
      '};',
    ],
    { fits: isOneLine },
  ),
  file('apart/json-nested-parts', ['parameters.json'], (leak) =>
    json({
      parameters: Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, { value: f.value }])),
    }),
  ),
  file('apart/json-list-of-parts', ['secrets.json'], (leak) =>
    json(fields(leak, 'SCREAMING').map((f) => ({ [f.name]: f.value }))),
  ),
  code(
    'apart/java-options',
    JAVA,
    (leak) => [
      '  Options options = new Options();',
      ...fields(leak, 'Pascal').map((f) => `  { options.set${f.name}(${double(f.value)}); }`),
    ],
    { fits: isOneLine },
  ),
  code(
    'apart/go-far',
    GO,
    (leak) =>
      fields(leak, 'camel').flatMap((f, i) => [
        ...(i === 0
          ? []
          : [
              'func wait() {',
              '\ttime.Sleep(time.Second)',
              '}',
              '',
              'func price() float64 {',
              '\treturn 1.5',
              '}',
            ]),
        `var ${f.name} = ${double(f.value)}`,
      ]),
    { fits: isOneLine },
  ),
];
