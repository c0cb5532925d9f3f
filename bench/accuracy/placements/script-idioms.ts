import { JAVASCRIPT, PYTHON, TYPESCRIPT } from '../languages.ts';
import { isOneLine, type Leak, type Placement, secretOf } from '../leak.ts';
import { fields } from '../names.ts';
import { double, single } from '../quoting.ts';
import { code, pair } from './define.ts';
import { each } from './written.ts';

const list = (leak: Leak, quote: (v: string) => string): string =>
  leak.parts.map((p) => quote(p.value)).join(', ');
const signs = (leak: Leak): boolean =>
  leak.parts.length === 1 && secretOf(leak)?.role === 'secret' && isOneLine(leak);

/** Further idioms of Python, JavaScript and TypeScript: defaults, returns, headers, signatures, test parameters. */
export const scriptIdioms: Placement[] = [
  each('python/keyring', PYTHON, 'snake', (n, v) => `keyring.set_password("bot", "${n}", ${double(v)})`),
  each('python/environ-update', PYTHON, 'SCREAMING', (n, v) => `os.environ.update({"${n}": ${double(v)}})`),
  each('python/environ-update-kwargs', PYTHON, 'SCREAMING', (n, v) => `os.environ.update(${n}=${double(v)})`),
  each('python/dict-call', PYTHON, 'snake', (n, v) => `config = dict(${n}=${single(v)})`),
  each('python/return', PYTHON, 'snake', (n, v) => `def get_${n}():\n    return ${single(v)}`),
  each(
    'python/property-return',
    PYTHON,
    'snake',
    (n, v) => `    @property\n    def ${n}(self) -> str:\n        return ${double(v)}`,
  ),
  each('python/input-or', PYTHON, 'snake', (n, v) => `${n} = input('${n}: ') or ${single(v)}`),
  each('python/if-none', PYTHON, 'snake', (n, v) => `if not ${n}: ${n} = ${single(v)}`),
  each('python/config-set', PYTHON, 'snake', (n, v) => `parser.set('exchange', '${n}', ${single(v)})`),
  each(
    'python/patch-dict',
    PYTHON,
    'SCREAMING',
    (n, v) => `@mock.patch.dict(os.environ, {"${n}": ${double(v)}})`,
  ),
  each(
    'python/add-argument-multiline',
    PYTHON,
    'kebab',
    (n, v) =>
      `parser.add_argument(\n    "--${n}",\n    type=str,\n    default=${double(v)},\n    help="credential",\n)`,
  ),
  each('python/getattr-default', PYTHON, 'snake', (n, v) => `k = getattr(settings, "${n}", ${double(v)})`),
  each('python/dict-get-default', PYTHON, 'snake', (n, v) => `k = config.get("${n}", ${double(v)})`),
  each('python/enum', PYTHON, 'SCREAMING', (n, v) => `class Keys(str, Enum):\n    ${n} = ${double(v)}`),
  each('python/secret-str', PYTHON, 'snake', (n, v) => `${n} = SecretStr(${double(v)})`),
  each('python/walrus', PYTHON, 'snake', (n, v) => `if (${n} := ${double(v)}):`),
  each('python/print-tuple', PYTHON, 'snake', (n, v) => `print("${n}", ${double(v)})`),
  each('python/nested-item', PYTHON, 'snake', (n, v) => `cfg["accounts"]["main"]["${n}"] = ${double(v)}`),
  each(
    'python/streamlit',
    PYTHON,
    'snake',
    (n, v) => `st.text_input("${n}", value=${double(v)}, type="password")`,
  ),
  each('python/colab-form', PYTHON, 'snake', (n, v) => `${n} = ${double(v)} #@param {type:"string"}`),
  each(
    'python/ini-string',
    PYTHON,
    'snake',
    (n, v) => `config.read_string("[bot]\\n${n} = ${v}\\n")`,
    isOneLine,
  ),
  code(
    'python/tuple-unpack',
    PYTHON,
    (leak) => [
      `${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')} = ${list(leak, double)}`,
    ],
    { fits: pair },
  ),
  code(
    'python/parametrize',
    PYTHON,
    (leak) => [
      `@pytest.mark.parametrize("${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')}", [(${list(leak, double)})])`,
    ],
    { fits: pair },
  ),
  code(
    'python/auth-tuple',
    PYTHON,
    (leak) => [`r = requests.get(f"https://api.${leak.word}.com/v1/balance", auth=(${list(leak, single)}))`],
    { fits: (leak) => pair(leak) && leak.parts.length === 2, says: ['host'] },
  ),
  code('python/basic-auth', PYTHON, (leak) => [`session.auth = HTTPBasicAuth(${list(leak, single)})`], {
    fits: (leak) => pair(leak) && leak.parts.length === 2,
  }),
  code(
    'python/hmac-bytes',
    PYTHON,
    (leak) => [
      `sig = hmac.new(b${single(secretOf(leak)!.value)}, msg=payload, digestmod=hashlib.sha256).hexdigest()`,
    ],
    { fits: signs },
  ),
  code(
    'python/hmac-encode',
    PYTHON,
    (leak) => [
      'signature = hmac.new(',
      `    ${single(secretOf(leak)!.value)}.encode('utf-8'),`,
      "    query.encode('utf-8'),",
      '    hashlib.sha256).hexdigest()',
    ],
    { fits: signs },
  ),
  each('javascript/env-dot', JAVASCRIPT, 'SCREAMING', (n, v) => `process.env.${n} = ${single(v)};`),
  each('javascript/new-map', JAVASCRIPT, 'camel', (n, v) => `const m = new Map([['${n}', ${single(v)}]]);`),
  each(
    'javascript/destructure-default',
    JAVASCRIPT,
    'camel',
    (n, v) => `const { ${n} = ${single(v)} } = options;`,
  ),
  each('javascript/get-accessor', JAVASCRIPT, 'camel', (n, v) => `  get ${n}() { return ${single(v)}; }`),
  each('javascript/arrow-return', JAVASCRIPT, 'Pascal', (n, v) => `const get${n} = () => ${single(v)};`),
  each('javascript/window', JAVASCRIPT, 'SCREAMING', (n, v) => `window.${n} = ${double(v)};`),
  each(
    'javascript/define-plugin',
    JAVASCRIPT,
    'SCREAMING',
    (n, v) => `  'process.env.${n}': JSON.stringify(${single(v)}),`,
  ),
  each(
    'javascript/use-state',
    JAVASCRIPT,
    'camel',
    (n, v) => `const [${n}, set${n}] = useState(${single(v)});`,
  ),
  each(
    'javascript/commander',
    JAVASCRIPT,
    'kebab',
    (n, v) => `program.option('-k, --${n} <value>', 'credential', ${single(v)});`,
  ),
  each(
    'javascript/yargs',
    JAVASCRIPT,
    'kebab',
    (n, v) => `yargs.option('${n}', { type: 'string', default: ${single(v)} })`,
  ),
  each(
    'javascript/chrome-storage',
    JAVASCRIPT,
    'camel',
    (n, v) => `chrome.storage.local.set({ ${n}: ${single(v)} });`,
  ),
  each('javascript/form-append', JAVASCRIPT, 'snake', (n, v) => `form.append('${n}', ${single(v)});`),
  each(
    'javascript/fetch-headers',
    JAVASCRIPT,
    'kebab',
    (n, v) => `await fetch(url, { headers: new Headers({ 'X-${n}': ${single(v)} }) });`,
  ),
  each('javascript/set-header', JAVASCRIPT, 'kebab', (n, v) => `req.setHeader('X-${n}', ${single(v)});`),
  each(
    'javascript/freeze',
    JAVASCRIPT,
    'camel',
    (n, v) => `export default Object.freeze({ ${n}: ${single(v)} });`,
  ),
  each(
    'javascript/jsdoc',
    JAVASCRIPT,
    'camel',
    (n, v) => `/**\n * @param {string} ${n} e.g. ${v}\n */`,
    isOneLine,
  ),
  code(
    'javascript/array-unpack',
    JAVASCRIPT,
    (leak) => [
      `const [${fields(leak, 'camel')
        .map((f) => f.name)
        .join(', ')}] = [${list(leak, single)}];`,
    ],
    { fits: pair },
  ),
  code(
    'javascript/create-hmac',
    JAVASCRIPT,
    (leak) => [
      `const signature = crypto.createHmac('sha256', ${single(secretOf(leak)!.value)}).update(query).digest('hex');`,
    ],
    { fits: signs },
  ),
  code(
    'javascript/crypto-js',
    JAVASCRIPT,
    (leak) => [`const signature = CryptoJS.HmacSHA256(query, ${single(secretOf(leak)!.value)}).toString();`],
    { fits: signs },
  ),
  each(
    'typescript/zod-default',
    TYPESCRIPT,
    'SCREAMING',
    (n, v) => `  ${n}: z.string().default(${single(v)}),`,
  ),
  each('typescript/nest-config', TYPESCRIPT, 'camel', (n, v) => `config.get<string>('${n}', ${single(v)})`),
  each('typescript/const-cast', TYPESCRIPT, 'camel', (n, v) => `const ${n} = <string>${single(v)};`),
];
