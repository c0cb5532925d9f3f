import {
  CSHARP,
  GO,
  JAVA,
  JAVASCRIPT,
  KOTLIN,
  type Language,
  PHP,
  PYTHON,
  RUBY,
  RUST,
  TYPESCRIPT,
} from '../languages.ts';
import { isOneLine, type Leak, type Placement, secretOf } from '../leak.ts';
import { fields, type Style, styled } from '../names.ts';
import { double, single } from '../quoting.ts';
import { code, pair } from './define.ts';

const list = (leak: Leak, quote: (v: string) => string): string =>
  leak.parts.map((p) => quote(p.value)).join(', ');
const signs = (leak: Leak): boolean =>
  leak.parts.length === 1 && secretOf(leak)?.role === 'secret' && isOneLine(leak);

/** Further idioms of the usual languages: defaults, returns, headers, signatures, test parameters. */
export const idioms: Placement[] = [
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
  each('go/func-return', GO, 'camel', (n, v) => `func ${n}() string { return ${double(v)} }`),
  each('go/url-values', GO, 'snake', (n, v) => `params := url.Values{"${n}": {${double(v)}}}`),
  each('go/values-set', GO, 'snake', (n, v) => `params.Set("${n}", ${double(v)})`),
  each('go/struct-tag', GO, 'Pascal', (n, v) => `\t${n} string \`env:"${n}" envDefault:"${v}"\``, isOneLine),
  each(
    'go/cobra',
    GO,
    'kebab',
    (n, v) => `cmd.Flags().StringVar(&opts.v, "${n}", ${double(v)}, "credential")`,
  ),
  each('go/pointer', GO, 'Pascal', (n, v) => `cfg := &Config{${n}: aws.String(${double(v)})}`),
  code('go/hmac', GO, (leak) => [`mac := hmac.New(sha256.New, []byte(${double(secretOf(leak)!.value)}))`], {
    fits: signs,
  }),
  each(
    'rust/header-value',
    RUST,
    'kebab',
    (n, v) => `headers.insert("X-${n}", HeaderValue::from_static(${double(v)}));`,
  ),
  each(
    'rust/option-env',
    RUST,
    'SCREAMING',
    (n, v) => `let k = option_env!("${n}").unwrap_or(${double(v)});`,
  ),
  each(
    'rust/lazy-static',
    RUST,
    'SCREAMING',
    (n, v) => `lazy_static! { static ref ${n}: String = ${double(v)}.to_string(); }`,
  ),
  each('rust/json-macro', RUST, 'snake', (n, v) => `let body = json!({ "${n}": ${double(v)} });`),
  each('rust/byte-string', RUST, 'SCREAMING', (n, v) => `const ${n}: &[u8] = b${double(v)};`),
  each('rust/into-field', RUST, 'snake', (n, v) => `    ${n}: ${double(v)}.into(),`),
  code(
    'rust/hmac-key',
    RUST,
    (leak) => [`let key = hmac::Key::new(hmac::HMAC_SHA256, b${double(secretOf(leak)!.value)});`],
    { fits: signs },
  ),
  each(
    'java/specification-item',
    JAVA,
    'camel',
    (n, v) => `    spec.setExchangeSpecificParametersItem("${n}", ${double(v)});`,
  ),
  each('java/add-header', JAVA, 'kebab', (n, v) => `    request.addHeader("X-${n}", ${double(v)});`),
  each('java/getter', JAVA, 'Pascal', (n, v) => `  public String get${n}() { return ${double(v)}; }`),
  each(
    'java/double-brace',
    JAVA,
    'camel',
    (n, v) => `    Map<String, String> m = new HashMap<>() {{ put("${n}", ${double(v)}); }};`,
  ),
  each('java/text-block', JAVA, 'camel', (n, v) => `  String ${n} = """\n      ${v}""";`, isOneLine),
  each(
    'java/annotation-default',
    JAVA,
    'camel',
    (n, v) => `  @ConfigProperty(name = "${n}", defaultValue = ${double(v)})`,
  ),
  each('java/get-property-default', JAVA, 'camel', (n, v) => `    props.getProperty("${n}", ${double(v)});`),
  code(
    'java/enum-constructor',
    JAVA,
    (leak) => [`  ${styled(leak.word, 'SCREAMING')}(${list(leak, double)}),`],
    { fits: pair, says: ['key'] },
  ),
  code(
    'java/secret-key-spec',
    JAVA,
    (leak) => [`    mac.init(new SecretKeySpec(${double(secretOf(leak)!.value)}.getBytes(), "HmacSHA256"));`],
    { fits: signs },
  ),
  each('kotlin/lazy', KOTLIN, 'camel', (n, v) => `val ${n} by lazy { ${double(v)} }`),
  each('kotlin/getter', KOTLIN, 'camel', (n, v) => `val ${n}: String get() = ${double(v)}`),
  each('kotlin/res-value', KOTLIN, 'snake', (n, v) => `resValue("string", "${n}", ${double(v)})`),
  each('kotlin/header-append', KOTLIN, 'kebab', (n, v) => `headers { append("X-${n}", ${double(v)}) }`),
  each('csharp/expression-body', CSHARP, 'Pascal', (n, v) => `    public string ${n} => ${double(v)};`),
  each(
    'csharp/request-header',
    CSHARP,
    'kebab',
    (n, v) => `client.DefaultRequestHeaders.Add("X-${n}", ${double(v)});`,
  ),
  each(
    'csharp/user-secrets',
    CSHARP,
    'Pascal',
    (n, v) => `// dotnet user-secrets set "Exchange:${n}" ${double(v)}`,
    isOneLine,
  ),
  each('csharp/section-key', CSHARP, 'Pascal', (n, v) => `{ "Exchange:${n}": ${double(v)} }`),
  each(
    'csharp/set-variable',
    CSHARP,
    'SCREAMING',
    (n, v) => `Environment.SetEnvironmentVariable("${n}", ${double(v)});`,
  ),
  each('csharp/add-parameter', CSHARP, 'camel', (n, v) => `parameters.Add("${n}", ${double(v)});`),
  code('csharp/inline-data', CSHARP, (leak) => [`[InlineData(${list(leak, double)})]`], { fits: pair }),
  code(
    'csharp/hmac',
    CSHARP,
    (leak) => [`using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(${double(secretOf(leak)!.value)}));`],
    { fits: signs },
  ),
  each('php/return-array', PHP, 'snake', (n, v) => `return ['${n}' => ${single(v)}];`),
  each('php/elvis', PHP, 'SCREAMING', (n, v) => `$k = getenv('${n}') ?: ${single(v)};`),
  each('php/this-field', PHP, 'camel', (n, v) => `$this->${n} = ${single(v)};`),
  each('php/update-option', PHP, 'snake', (n, v) => `update_option('${n}', ${single(v)});`),
  each('php/heredoc', PHP, 'camel', (n, v) => `$${n} = <<<EOT\n${v}\nEOT;`, isOneLine),
  each('php/typed-property', PHP, 'camel', (n, v) => `    private ?string $${n} = ${single(v)};`),
  code(
    'php/hash-hmac',
    PHP,
    (leak) => [`$signature = hash_hmac('sha256', $query, ${single(secretOf(leak)!.value)});`],
    { fits: signs },
  ),
  each('ruby/configuration', RUBY, 'snake', (n, v) => `Exchange.configuration.${n} = ${single(v)}`),
  each('ruby/keyword', RUBY, 'snake', (n, v) => `client = Client.new(${n}: ${single(v)})`),
  each('ruby/or-default', RUBY, 'SCREAMING', (n, v) => `k = ENV['${n}'] || ${single(v)}`),
  each('ruby/method', RUBY, 'snake', (n, v) => `def ${n}\n  ${single(v)}\nend`),
  code(
    'ruby/word-array',
    RUBY,
    (leak) => [
      `${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')} = %w[${leak.parts.map((p) => p.value).join(' ')}]`,
    ],
    { fits: pair },
  ),
  code(
    'ruby/openssl-hmac',
    RUBY,
    (leak) => [`OpenSSL::HMAC.hexdigest('SHA256', ${single(secretOf(leak)!.value)}, query)`],
    { fits: signs },
  ),
];

function each(
  id: string,
  of: Language,
  style: Style,
  line: (name: string, value: string) => string,
  fits?: (leak: Leak) => boolean,
): Placement {
  return code(
    id,
    of,
    (leak) => fields(leak, style).flatMap((field) => line(field.name, field.value).split('\n')),
    fits ? { fits } : {},
  );
}
