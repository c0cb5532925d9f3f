import { CSHARP, GO, JAVA, KOTLIN, PHP, RUBY, RUST } from '../languages.ts';
import { isOneLine, type Leak, type Placement, secretOf } from '../leak.ts';
import { fields, styled } from '../names.ts';
import { double, single } from '../quoting.ts';
import { code, pair } from './define.ts';
import { each } from './written.ts';

const list = (leak: Leak, quote: (v: string) => string): string =>
  leak.parts.map((p) => quote(p.value)).join(', ');
const signs = (leak: Leak): boolean =>
  leak.parts.length === 1 && secretOf(leak)?.role === 'secret' && isOneLine(leak);

/** Further idioms of Go, Rust, Java, Kotlin, C#, PHP and Ruby. */
export const compiledIdioms: Placement[] = [
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
    (n, v) => `  @ConfigProperty(name = "${n}", defaultValue = ${double(v)})\n  String ${n};`,
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
