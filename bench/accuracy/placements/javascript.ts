import { JAVASCRIPT } from '../languages.ts';
import { isOneLine, type Leak, type Placement } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { ccxtClass, ccxtFields, fields } from '../names.ts';
import { backtick, double, json, single } from '../quoting.ts';
import { ccxtPair, code, file, pair } from './define.ts';
import { minified } from './minified.ts';

/** JavaScript: constants, objects, fallbacks, SDK calls, bundles. */
export const javascript: Placement[] = [
  code('javascript/const', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = ${single(f.value)};`),
  ),
  code('javascript/const-upper', JAVASCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `const ${f.name} = ${double(f.value)}`),
  ),
  code('javascript/var-list', JAVASCRIPT, (leak) => [
    `var ${fields(leak, 'camel')
      .map((f) => `${f.name} = ${single(f.value)}`)
      .join(',\n    ')};`,
  ]),
  code('javascript/object', JAVASCRIPT, (leak) => [
    'const config = {',
    ...fields(leak, 'camel').map((f) => `  ${f.name}: ${single(f.value)},`),
    '  timeout: 3000,',
    '};',
  ]),
  code('javascript/object-quoted', JAVASCRIPT, (leak) => [
    `module.exports = { ${fields(leak, 'kebab')
      .map((f) => `'${f.name}': ${single(f.value)}`)
      .join(', ')} };`,
  ]),
  code(
    'javascript/nested-object',
    JAVASCRIPT,
    (leak) => [
      'export const exchanges = {',
      `  ${leak.word}: {`,
      '    enabled: true,',
      ...fields(leak, 'camel').map((f) => `    ${f.name}: ${single(f.value)},`),
      '  },',
      '};',
    ],
    { says: ['key'] },
  ),
  code(
    'javascript/deep-object',
    JAVASCRIPT,
    (leak) => [
      'module.exports = {',
      `  trading: { accounts: { main: { ${leak.word}: { auth: {`,
      ...fields(leak, 'camel').map((f) => `    ${f.name}: ${double(f.value)},`),
      '  } } } } },',
      '};',
    ],
    { says: ['key'] },
  ),
  code(
    'javascript/sibling-entry',
    JAVASCRIPT,
    (leak) => [
      `accounts.push({ exchange: '${leak.word}', ${fields(leak, 'camel')
        .map((f) => `${f.name}: ${single(f.value)}`)
        .join(', ')} });`,
    ],
    { says: ['sibling'] },
  ),
  code(
    'javascript/member-assignment',
    JAVASCRIPT,
    (leak) => [
      `c.${leak.word} = {}`,
      ...fields(leak, 'snake').map((f) => `c.${leak.word}.${f.name} = ${single(f.value)}`),
    ],
    { says: ['key'] },
  ),
  code('javascript/env-or', JAVASCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map((f, i) => `const v${i} = process.env.${f.name} || ${single(f.value)};`),
  ),
  code('javascript/env-nullish', JAVASCRIPT, (leak) => [
    'export default {',
    ...fields(leak, 'SCREAMING').map(
      (f) => `  ${f.name.toLowerCase()}: process.env['${f.name}'] ?? ${double(f.value)},`,
    ),
    '};',
  ]),
  code('javascript/env-set', JAVASCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `process.env.${f.name} = ${single(f.value)};`),
  ),
  code('javascript/env-ternary', JAVASCRIPT, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `const s${i} = process.env.${f.name} ? process.env.${f.name} : ${single(f.value)};`,
    ),
  ),
  code('javascript/template-literal', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = ${backtick(f.value)};`),
  ),
  code(
    'javascript/template-header',
    JAVASCRIPT,
    (leak) => fields(leak, 'camel').map((f) => `headers.set('x-${f.name}', \`${f.value}\`);`),
    { fits: isOneLine, says: ['name', 'host', 'comment'] },
  ),
  code(
    'javascript/ccxt',
    JAVASCRIPT,
    (leak) => [
      "const ccxt = require('ccxt');",
      `const exchange = new ccxt.${ccxtClass(leak)}({`,
      ...ccxtFields(leak).map((f) => `  ${f.name}: ${single(f.value)},`),
      '  enableRateLimit: true,',
      '});',
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'javascript/ccxt-index',
    JAVASCRIPT,
    (leak) => [
      `const ex = new ccxt['${ccxtClass(leak)}']({ ${ccxtFields(leak)
        .map((f) => `'${f.name}': ${double(f.value)}`)
        .join(', ')} });`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'javascript/ccxt-attributes',
    JAVASCRIPT,
    (leak) => [
      `const ex2 = new ccxt.pro.${ccxtClass(leak)}();`,
      ...ccxtFields(leak).map((f) => `ex2.${f.name} = ${single(f.value)};`),
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code('javascript/sdk-options', JAVASCRIPT, (leak) => [
    `const client = new RestClient({ ${fields(leak, 'camel')
      .map((f) => `${f.name}: ${single(f.value)}`)
      .join(', ')} });`,
  ]),
  code(
    'javascript/sdk-class',
    JAVASCRIPT,
    (leak) => [
      `const client = new ${pascal(leak)}Client({`,
      ...fields({ ...leak, scheme: 2 }, 'camel').map((f) => `  ${f.name}: ${double(f.value)},`),
      '});',
    ],
    { says: ['class'] },
  ),
  code(
    'javascript/options-upper',
    JAVASCRIPT,
    (leak) => [
      `const api = new ${pascal(leak)}().options({ ${fields(leak, 'FLAT')
        .map((f) => `${f.name}: ${single(f.value)}`)
        .join(', ')} });`,
    ],
    { says: ['class', 'import'] },
  ),
  code(
    'javascript/positional',
    JAVASCRIPT,
    (leak) => [
      `const client = new ${pascal(leak)}Api(${leak.parts.map((p) => single(p.value)).join(', ')});`,
    ],
    { fits: pair, says: ['class', 'import'] },
  ),
  code(
    'javascript/factory',
    JAVASCRIPT,
    (leak) => [
      `const client = create${pascal(leak)}({ ${fields(leak, 'camel')
        .map((f) => `${f.name}: ${single(f.value)}`)
        .join(', ')} })`,
    ],
    { says: ['class', 'import', 'name'] },
  ),
  code('javascript/plus-concatenation', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = ${joined(f.value, ' +\n  ')};`),
  ),
  code('javascript/array-join', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = [${joined(f.value, ', ')}].join('');`),
  ),
  code('javascript/json-parse', JAVASCRIPT, (leak) => [
    `const keys = JSON.parse(${single(json(asObject(leak), 0))});`,
  ]),
  code('javascript/commented-out', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `// const ${f.name} = ${single(f.value)};`),
  ),
  code('javascript/block-comment', JAVASCRIPT, (leak) => [
    '/*',
    ...fields(leak, 'camel').map((f) => ` * ${f.name}: ${single(f.value)}`),
    ' */',
  ]),
  code(
    'javascript/trailing-comment',
    JAVASCRIPT,
    (leak) =>
      fields(leak, 'SCREAMING').map((f) => `const ${f.name} = process.env.${f.name}; // '${f.value}'`),
    { fits: isOneLine },
  ),
  code(
    'javascript/jest-test',
    JAVASCRIPT,
    (leak) => [
      "describe('account', () => {",
      `  const client = new RestClient({ ${fields(leak, 'camel')
        .map((f) => `${f.name}: ${single(f.value)}`)
        .join(', ')} });`,
      "  it('reads the balance', async () => {});",
      '});',
    ],
    { files: ['test/private.test.js', '__tests__/account.js'] },
  ),
  code(
    'javascript/console-log',
    JAVASCRIPT,
    (leak) => fields(leak, 'camel').map((f) => `console.log('${f.name}: ${f.value}');`),
    { fits: isOneLine },
  ),
  code('javascript/class-fields', JAVASCRIPT, (leak) => [
    'class Bot {',
    ...fields(leak, 'camel').map((f) => `  #${f.name} = ${single(f.value)};`),
    '}',
  ]),
  code('javascript/this-fields', JAVASCRIPT, (leak) => [
    'constructor() {',
    ...fields(leak, 'camel').map((f) => `  this.${f.name} = ${single(f.value)};`),
    '}',
  ]),
  code('javascript/setters', JAVASCRIPT, (leak) =>
    fields(leak, 'Pascal').map((f) => `client.set${f.name}(${single(f.value)});`),
  ),
  code('javascript/default-parameters', JAVASCRIPT, (leak) => [
    `function connect(${fields(leak, 'camel')
      .map((f) => `${f.name} = ${single(f.value)}`)
      .join(', ')}) {}`,
  ]),
  code(
    'javascript/pm2-ecosystem',
    JAVASCRIPT,
    (leak) => [
      'module.exports = { apps: [{',
      "  name: 'bot', script: 'index.js',",
      `  env: { ${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}: ${single(f.value)}`)
        .join(', ')} },`,
      '}] };',
    ],
    { files: ['ecosystem.config.js'] },
  ),
  code('javascript/local-storage', JAVASCRIPT, (leak) =>
    fields(leak, 'camel').map((f) => `localStorage.setItem('${f.name}', ${single(f.value)});`),
  ),
  file('javascript/minified', ['dist/bundle.min.js', 'public/static/js/main.4f2a91.chunk.js'], minified, {
    says: ['key', 'class', 'name', 'host'],
  }),
];

function pascal(leak: Leak): string {
  if (leak.said !== 'class') return '';
  return leak.word
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function joined(value: string, glue: string): string {
  return eachValue(value, (text) => {
    const lines = text.includes('\n')
      ? text.split(/(?<=\n)/)
      : [text.slice(0, 21), text.slice(21)].filter(Boolean);
    return lines.map((line) => single(line)).join(glue);
  });
}

function asObject(leak: Leak): Record<string, string> {
  return Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value]));
}
