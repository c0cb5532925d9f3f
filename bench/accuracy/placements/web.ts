import { PHP, RUBY } from '../languages.ts';
import type { Placement } from '../leak.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double, single } from '../quoting.ts';
import { ccxtPair, code, pair } from './define.ts';

/** PHP and Ruby code. */
export const web: Placement[] = [
  code('php/define', PHP, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `define('${f.name}', ${single(f.value)});`),
  ),
  code('php/variables', PHP, (leak) => fields(leak, 'snake').map((f) => `$${f.name} = ${double(f.value)};`)),
  code('php/class-const', PHP, (leak) => [
    'class Config {',
    ...fields(leak, 'SCREAMING').map((f) => `    const ${f.name} = ${single(f.value)};`),
    '}',
  ]),
  code('php/properties', PHP, (leak) => [
    'class Bot {',
    ...fields(leak, 'camel').map((f) => `    private string $${f.name} = ${single(f.value)};`),
    '}',
  ]),
  code(
    'php/array',
    PHP,
    (leak) => [
      'return [',
      ...fields(leak, 'snake').map((f) => `    '${f.name}' => ${single(f.value)},`),
      "    'timeout' => 30,",
      '];',
    ],
    { files: ['config/services.php', 'config.php'] },
  ),
  code(
    'php/nested-array',
    PHP,
    (leak) => [
      'return [',
      `    '${leak.word}' => [`,
      ...fields(leak, 'snake').map((f) => `        '${f.name}' => ${single(f.value)},`),
      '    ],',
      '];',
    ],
    { says: ['key'] },
  ),
  code('php/env-default', PHP, (leak) => [
    'return [',
    ...fields(leak, 'SCREAMING').map(
      (f) => `    '${f.name.toLowerCase()}' => env('${f.name}', ${single(f.value)}),`,
    ),
    '];',
  ]),
  code(
    'php/old-array',
    PHP,
    (leak) => [
      `$ex = new \\ccxt\\${ccxtClass(leak)}(array(${ccxtFields(leak)
        .map((f) => `'${f.name}' => ${single(f.value)}`)
        .join(', ')}));`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'php/ccxt',
    PHP,
    (leak) => [
      `$ex = new \\ccxt\\${ccxtClass(leak)}([${ccxtFields(leak)
        .map((f) => `'${f.name}' => ${single(f.value)}`)
        .join(', ')}]);`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code('php/setters', PHP, (leak) => [
    `$options${fields(leak, 'Pascal')
      .map((f) => `\n    ->set${f.name}(${single(f.value)})`)
      .join('')};`,
  ]),
  code(
    'php/positional',
    PHP,
    (leak) => [
      `$api = new ${styled(leak.word, 'Pascal')}\\API(${leak.parts.map((p) => double(p.value)).join(', ')});`,
    ],
    { fits: pair, says: ['class'] },
  ),
  code('php/putenv', PHP, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `putenv(${single(`${f.name}=${f.value}`)});`),
  ),
  code('php/server', PHP, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `$_ENV['${f.name}'] = ${single(f.value)};`),
  ),
  code(
    'php/curl-header',
    PHP,
    (leak) => [
      `curl_setopt($ch, CURLOPT_HTTPHEADER, [${fields(leak, 'kebab')
        .map((f) => double(`X-${f.name}: ${f.value}`))
        .join(', ')}]);`,
    ],
    { fits: (leak) => pair(leak), says: ['name', 'host', 'comment'] },
  ),
  code('php/commented-out', PHP, (leak) =>
    fields(leak, 'snake').map((f) => `// $${f.name} = ${single(f.value)};`),
  ),
  code('ruby/constants', RUBY, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name} = ${single(f.value)}.freeze`),
  ),
  code('ruby/env-or', RUBY, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `ENV['${f.name}'] ||= ${single(f.value)}`),
  ),
  code('ruby/env-fetch', RUBY, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f) => `${f.name.toLowerCase()} = ENV.fetch('${f.name}', ${single(f.value)})`,
    ),
  ),
  code('ruby/env-fetch-block', RUBY, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f) => `${f.name.toLowerCase()} = ENV.fetch("${f.name}") { ${double(f.value)} }`,
    ),
  ),
  code('ruby/hash-rocket', RUBY, (leak) => [
    `config = { ${fields(leak, 'snake')
      .map((f) => `:${f.name} => ${single(f.value)}`)
      .join(', ')} }`,
  ]),
  code('ruby/string-rocket', RUBY, (leak) => [
    'keys = {',
    ...fields(leak, 'camel').map((f) => `  "${f.name}" => ${double(f.value)},`),
    '}',
  ]),
  code('ruby/symbols', RUBY, (leak) => [
    `client = Client.new(${fields(leak, 'snake')
      .map((f) => `${f.name}: ${single(f.value)}`)
      .join(', ')})`,
  ]),
  code(
    'ruby/configure-block',
    RUBY,
    (leak) => [
      `${styled(leak.word, 'Pascal')}.configure do |config|`,
      ...fields(leak, 'snake').map((f) => `  config.${f.name} = ${single(f.value)}`),
      'end',
    ],
    { says: ['class'] },
  ),
  code(
    'ruby/module-client',
    RUBY,
    (leak) => [
      `client = ${styled(leak.word, 'Pascal')}::Client::REST.new ${fields(leak, 'snake')
        .map((f) => `${f.name}: ${double(f.value)}`)
        .join(', ')}`,
    ],
    { says: ['class'] },
  ),
  code('ruby/instance-variables', RUBY, (leak) =>
    fields(leak, 'snake').map((f) => `@${f.name} = ${double(f.value)}`),
  ),
  code(
    'ruby/heredoc',
    RUBY,
    (leak) => ['config = <<~CONF', ...fields(leak, 'snake').map((f) => `  ${f.name}: ${f.value}`), 'CONF'],
    { fits: pair },
  ),
];
