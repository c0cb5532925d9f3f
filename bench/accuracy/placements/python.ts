import { PYTHON } from '../languages.ts';
import { isOneLine, type Leak, type Placement, partOf, secretOf } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { ccxtClass, ccxtFields, fields, nameOf } from '../names.ts';
import { double, single } from '../quoting.ts';
import { ccxtPair, code, pair } from './define.ts';

/** Python code: constants, dictionaries, calls, fallbacks, strings in pieces. */
export const python: Placement[] = [
  code('python/constants', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name} = ${double(f.value)}`),
  ),
  code('python/variables', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name} = ${single(f.value)}`),
  ),
  code('python/typed', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name}: str = ${double(f.value)}`),
  ),
  code('python/no-spaces', PYTHON, (leak) =>
    fields(leak, 'camel').map((f) => `${f.name}=${single(f.value)}`),
  ),
  code('python/tuple', PYTHON, (leak) => {
    const all = fields(leak, 'snake');
    return [`${all.map((f) => f.name).join(', ')} = ${all.map((f) => double(f.value)).join(', ')}`];
  }),
  code('python/dict', PYTHON, (leak) => [
    'config = {',
    ...fields(leak, 'snake').map((f) => `    ${single(f.name)}: ${single(f.value)},`),
    "    'timeout': 30,",
    '}',
  ]),
  code(
    'python/nested-dict',
    PYTHON,
    (leak) => [
      'EXCHANGES = {',
      `    ${double(leak.word)}: {`,
      ...fields(leak, 'camel').map((f) => `        "${f.name}": ${double(f.value)},`),
      '        "enabled": True,',
      '    },',
      '}',
    ],
    { says: ['key'] },
  ),
  code(
    'python/sibling-entry',
    PYTHON,
    (leak) => [
      'account = dict(',
      `    exchange=${double(leak.word)},`,
      ...fields(leak, 'snake').map((f) => `    ${f.name}=${double(f.value)},`),
      ')',
    ],
    { says: ['sibling'] },
  ),
  code('python/item-assignment', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `config[${double(f.name)}] = ${double(f.value)}`),
  ),
  code('python/kwargs', PYTHON, (leak) => [
    `client = Client(${fields(leak, 'snake')
      .map((f) => `${f.name}=${double(f.value)}`)
      .join(', ')}, testnet=False)`,
  ]),
  code('python/kwargs-lines', PYTHON, (leak) => [
    'session = HTTP(',
    ...fields(leak, 'snake').map((f) => `    ${f.name}=${single(f.value)},`),
    ')',
  ]),
  code('python/positional', PYTHON, (leak) => [`client = ${className(leak)}Client(${positional(leak)})`], {
    fits: pair,
    says: ['class', 'import', 'file', 'folder'],
  }),
  code(
    'python/positional-lines',
    PYTHON,
    (leak) => [`api = ${className(leak)}API(`, ...positionalLines(leak), ')'],
    {
      fits: pair,
      says: ['class', 'import', 'file', 'folder'],
    },
  ),
  code('python/getenv-fallback', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f) => `${f.name.toLowerCase()} = os.getenv('${f.name}', ${single(f.value)})`,
    ),
  ),
  code('python/environ-get-fallback', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f) => `${f.name} = os.environ.get("${f.name}", default=${double(f.value)})`,
    ),
  ),
  code('python/environ-or', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name} = os.environ.get("${f.name}") or ${double(f.value)}`),
  ),
  code('python/environ-set', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `os.environ["${f.name}"] = ${double(f.value)}`),
  ),
  code('python/environ-setdefault', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `os.environ.setdefault('${f.name}', ${single(f.value)})`),
  ),
  code('python/decouple', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name} = config('${f.name}', default=${single(f.value)})`),
  ),
  code('python/dataclass', PYTHON, (leak) => [
    '@dataclass',
    `class ${className(leak)}Settings:`,
    ...fields(leak, 'snake').map((f) => `    ${f.name}: str = ${double(f.value)}`),
    '    timeout: int = 10',
  ]),
  code('python/pydantic-field', PYTHON, (leak) => [
    'class Settings(BaseSettings):',
    ...fields(leak, 'snake').map(
      (f) => `    ${f.name}: SecretStr = Field(default=${double(f.value)}, description="credential")`,
    ),
  ]),
  code('python/self-attributes', PYTHON, (leak) => [
    'class Bot:',
    '    def __init__(self):',
    ...fields(leak, 'snake').map((f) => `        self.${f.name} = ${single(f.value)}`),
  ]),
  code('python/default-arguments', PYTHON, (leak) => [
    `def connect(${fields(leak, 'snake')
      .map((f) => `${f.name}=${single(f.value)}`)
      .join(', ')}):`,
    '    pass',
  ]),
  code('python/argparse-default', PYTHON, (leak) =>
    fields(leak, 'kebab').map(
      (f) => `parser.add_argument("--${f.name}", type=str, default=${double(f.value)}, help="credential")`,
    ),
  ),
  code('python/click-option', PYTHON, (leak) =>
    fields(leak, 'kebab').map(
      (f) => `@click.option('--${f.name}', default=${single(f.value)}, show_default=False)`,
    ),
  ),
  code(
    'python/ccxt-dict',
    PYTHON,
    (leak) => [
      'import ccxt',
      `exchange = ccxt.${ccxtClass(leak)}({`,
      ...ccxtFields(leak).map((f) => `    '${f.name}': ${single(f.value)},`),
      "    'enableRateLimit': True,",
      '})',
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'python/ccxt-pro-dict',
    PYTHON,
    (leak) => [
      `ex = ccxt.pro.${ccxtClass(leak)}({${ccxtFields(leak)
        .map((f) => `"${f.name}": ${double(f.value)}`)
        .join(', ')}, "options": {"defaultType": "swap"}})`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'python/ccxt-getattr',
    PYTHON,
    (leak) => [
      `ex = getattr(ccxt, '${ccxtClass(leak)}')({${ccxtFields(leak)
        .map((f) => `'${f.name}': ${single(f.value)}`)
        .join(', ')}})`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'python/ccxt-attributes',
    PYTHON,
    (leak) => [
      `exchange = ccxt.${ccxtClass(leak)}()`,
      ...ccxtFields(leak).map((f) => `exchange.${f.name} = ${single(f.value)}`),
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code(
    'python/f-string-header',
    PYTHON,
    (leak) => fields(leak, 'snake').map((f) => `headers["X-${f.name}"] = f"${f.value}"`),
    { fits: isOneLine, says: ['name', 'host', 'comment'] },
  ),
  code('python/triple-quoted', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name} = """${f.value}"""`),
  ),
  code(
    'python/triple-quoted-config',
    PYTHON,
    (leak) => ['CONFIG = """', ...fields(leak, 'snake').map((f) => `${f.name} = ${f.value}`), '"""'],
    { fits: isOneLine },
  ),
  code(
    'python/raw-and-bytes',
    PYTHON,
    (leak) => fields(leak, 'snake').map((f, i) => `${f.name} = ${i % 2 === 0 ? 'b' : 'r'}${single(f.value)}`),
    { fits: isOneLine },
  ),
  code('python/implicit-concatenation', PYTHON, (leak) =>
    fields(leak, 'SCREAMING').flatMap((f) => [`${f.name} = (`, `    ${pieces(f.value, '\n    ')}`, ')']),
  ),
  code('python/backslash-continuation', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name} = ${pieces(f.value, ' \\\n    ')}`),
  ),
  code('python/plus-concatenation', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name} = ${pieces(f.value, ' + ')}`),
  ),
  code('python/commented-out', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `# ${f.name} = ${single(f.value)}`),
  ),
  code(
    'python/commented-tail',
    PYTHON,
    (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name} = os.environ["${f.name}"]  # ${f.value}`),
    { fits: isOneLine },
  ),
  code(
    'python/pytest-fixture',
    PYTHON,
    (leak) => [
      '@pytest.fixture',
      'def credentials():',
      `    return {${fields(leak, 'snake')
        .map((f) => `"${f.name}": ${double(f.value)}`)
        .join(', ')}}`,
    ],
    { files: ['tests/conftest.py', 'test/test_private.py'] },
  ),
  code(
    'python/pytest-monkeypatch',
    PYTHON,
    (leak) => [
      'def test_login(monkeypatch):',
      ...fields(leak, 'SCREAMING').map((f) => `    monkeypatch.setenv("${f.name}", ${double(f.value)})`),
    ],
    { files: ['tests/test_login.py'] },
  ),
  code(
    'python/unittest-setup',
    PYTHON,
    (leak) => [
      'class ClientTest(unittest.TestCase):',
      '    def setUp(self):',
      `        self.client = Client(${fields(leak, 'snake')
        .map((f) => `${f.name}=${single(f.value)}`)
        .join(', ')})`,
    ],
    { files: ['tests/test_unit.py'] },
  ),
  code(
    'python/django-settings',
    PYTHON,
    (leak) => [
      'DEBUG = True',
      ...fields(leak, 'SCREAMING').map((f) => `${f.name} = ${single(f.value)}`),
      "INSTALLED_APPS = ['django.contrib.admin']",
    ],
    { files: ['project/settings.py', 'mysite/local_settings.py'] },
  ),
  code(
    'python/logging-call',
    PYTHON,
    (leak) => fields(leak, 'snake').map((f) => `logging.info("connecting with ${f.name}=${f.value}")`),
    { fits: isOneLine },
  ),
  code('python/setters', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `client.set_${f.name}(${double(f.value)})`),
  ),
  code('python/builder-chain', PYTHON, (leak) => [
    `opts = ClientOptionBuilder()${fields(leak, 'snake')
      .map((f) => `.set_${f.name}(${double(f.value)})`)
      .join('')}.build()`,
  ]),
  code('python/ternary', PYTHON, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name} = ${single(f.value)} if LIVE else None`),
  ),
  code(
    'python/hmac-call',
    PYTHON,
    (leak) => {
      const secret = secretOf(leak)!;
      const key = partOf(leak, 'apiKey')!;
      return [
        `${nameOf(leak, key, 'snake')} = ${double(key.value)}`,
        `${nameOf(leak, secret, 'snake')} = ${double(secret.value)}.encode()`,
        ...leak.parts
          .filter((p) => p !== secret && p !== key)
          .map((p) => `${nameOf(leak, p, 'snake')} = ${double(p.value)}`),
        `signature = hmac.new(${nameOf(leak, secret, 'snake')}, payload.encode(), hashlib.sha256).hexdigest()`,
      ];
    },
    { fits: pair },
  ),
];

/** The class of an SDK that carries the issuer's name, or a plain one where something else says it. */
function className(leak: Leak): string {
  if (leak.said !== 'class') return '';
  return leak.word
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function positional(leak: Leak): string {
  return leak.parts.map((part) => double(part.value)).join(', ');
}

function positionalLines(leak: Leak): string[] {
  return leak.parts.map((part) => `    ${single(part.value)},`);
}

/** A value written as several strings next to each other. */
function pieces(value: string, glue: string): string {
  return eachValue(value, (text) => {
    const lines = text.includes('\n') ? text.split(/(?<=\n)/) : halves(text);
    return lines.map((line) => double(line)).join(glue);
  });
}

function halves(text: string): string[] {
  const cut = Math.ceil(text.length / 2);
  return [text.slice(0, cut), text.slice(cut)].filter((half) => half !== '');
}
