import { GO, RUST } from '../languages.ts';
import { isOneLine, type Placement } from '../leak.ts';
import { eachValue } from '../marks.ts';
import { ccxtClass, ccxtFields, fields, styled } from '../names.ts';
import { double } from '../quoting.ts';
import { ccxtPair, code, pair } from './define.ts';

/** Go code. */
export const go: Placement[] = [
  code('go/const-block', GO, (leak) => [
    'const (',
    ...fields(leak, 'camel').map((f) => `\t${f.name} = ${double(f.value)}`),
    ')',
  ]),
  code('go/var-block', GO, (leak) => [
    'var (',
    ...fields(leak, 'Pascal').map((f) => `\t${f.name} string = ${double(f.value)}`),
    ')',
  ]),
  code('go/short-declaration', GO, (leak) => [
    'func main() {',
    ...fields(leak, 'camel').map((f) => `\t${f.name} := ${double(f.value)}`),
    '}',
  ]),
  code('go/struct-literal', GO, (leak) => [
    'cfg := Config{',
    ...fields(leak, 'Pascal').map((f) => `\t${f.name}: ${double(f.value)},`),
    '\tTimeout: 30,',
    '}',
  ]),
  code(
    'go/struct-pointer',
    GO,
    (leak) => [
      `c := &${styled(leak.word, 'Pascal')}{${fields(leak, 'Pascal')
        .map((f) => `${f.name}: ${double(f.value)}`)
        .join(', ')}}`,
    ],
    { says: ['class'] },
  ),
  code('go/setenv', GO, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `\tos.Setenv("${f.name}", ${double(f.value)})`),
  ),
  code(
    'go/t-setenv',
    GO,
    (leak) => fields(leak, 'SCREAMING').map((f) => `\tt.Setenv("${f.name}", ${double(f.value)})`),
    { files: ['client_test.go'] },
  ),
  code('go/flag-default', GO, (leak) =>
    fields(leak, 'kebab').map(
      (f, i) => `var f${i} = flag.String("${f.name}", ${double(f.value)}, "credential")`,
    ),
  ),
  code('go/getenv-fallback', GO, (leak) =>
    fields(leak, 'SCREAMING').map((f, i) => `v${i} := getEnv("${f.name}", ${double(f.value)})`),
  ),
  code('go/viper-default', GO, (leak) =>
    fields(leak, 'snake').map((f) => `viper.SetDefault("${f.name}", ${double(f.value)})`),
  ),
  code('go/map', GO, (leak) => [
    'var keys = map[string]string{',
    ...fields(leak, 'snake').map((f) => `\t"${f.name}": ${double(f.value)},`),
    '}',
  ]),
  code(
    'go/map-by-exchange',
    GO,
    (leak) => [
      'var accounts = map[string]Credentials{',
      `\t"${leak.word}": {${fields(leak, 'Pascal')
        .map((f) => `${f.name}: ${double(f.value)}`)
        .join(', ')}},`,
      '}',
    ],
    { says: ['key'] },
  ),
  code('go/raw-string', GO, (leak) => fields(leak, 'camel').map((f) => `var ${f.name} = \`${f.value}\``)),
  code(
    'go/new-client',
    GO,
    (leak) => [
      `client := ${leak.said === 'class' ? `${styled(leak.word, 'flat')}.` : ''}NewClient(${leak.parts.map((p) => double(p.value)).join(', ')})`,
    ],
    { fits: pair, says: ['class', 'import', 'folder'] },
  ),
  code('go/with-builder', GO, (leak) => [
    `opts := types.NewClientOptionBuilder()${fields(leak, 'Pascal')
      .map((f) => `.With${f.name}(${double(f.value)})`)
      .join('')}.Build()`,
  ]),
  code(
    'go/ccxt',
    GO,
    (leak) => [
      `exchange := ccxt.New${styled(ccxtClass(leak), 'Pascal')}(map[string]interface{}{${ccxtFields(leak)
        .map((f) => `"${f.name}": ${double(f.value)}`)
        .join(', ')}})`,
    ],
    { fits: ccxtPair, says: ['class'] },
  ),
  code('go/field-assignment', GO, (leak) =>
    fields(leak, 'Pascal').map((f) => `\texchange.${f.name} = ${double(f.value)}`),
  ),
  code('go/concatenation', GO, (leak) =>
    fields(leak, 'camel').map((f) => `const ${f.name} = ${joined(f.value, ' +\n\t')}`),
  ),
  code(
    'go/header-set',
    GO,
    (leak) => fields(leak, 'kebab').map((f) => `req.Header.Set("X-${f.name}", ${double(f.value)})`),
    { fits: isOneLine, says: ['name', 'host', 'import', 'comment'] },
  ),
  code('go/byte-slice', GO, (leak) =>
    fields(leak, 'camel').map((f) => `var ${f.name} = []byte(${double(f.value)})`),
  ),
  code(
    'go/table-test',
    GO,
    (leak) => [
      'tests := []struct{ name string }{',
      `\t{name: "live", ${fields(leak, 'camel')
        .map((f) => `${f.name}: ${double(f.value)}`)
        .join(', ')}},`,
      '}',
    ],
    { files: ['sign_test.go'] },
  ),
];

/** Rust code. */
export const rust: Placement[] = [
  code('rust/const', RUST, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `const ${f.name}: &str = ${double(f.value)};`),
  ),
  code('rust/static', RUST, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `pub static ${f.name}: &'static str = ${double(f.value)};`),
  ),
  code('rust/let', RUST, (leak) =>
    fields(leak, 'snake').map((f) => `    let ${f.name} = ${double(f.value)};`),
  ),
  code('rust/string-from', RUST, (leak) =>
    fields(leak, 'snake').map((f) => `    let ${f.name} = String::from(${double(f.value)});`),
  ),
  code('rust/to-string', RUST, (leak) =>
    fields(leak, 'snake').map((f) => `    let ${f.name}: String = ${double(f.value)}.to_string();`),
  ),
  code(
    'rust/struct',
    RUST,
    (leak) => [
      `let signer = ${leak.said === 'class' ? styled(leak.word, 'Pascal') : ''}Signer {`,
      ...fields(leak, 'snake').map((f) => `    ${f.name}: ${double(f.value)}.to_string(),`),
      '};',
    ],
    { says: ['class', 'name', 'import', 'folder', 'nowhere'] },
  ),
  code('rust/some-into', RUST, (leak) => [
    'let config = Config {',
    ...fields(leak, 'snake').map((f) => `    ${f.name}: Some(${double(f.value)}.into()),`),
    '};',
  ]),
  code('rust/set-var', RUST, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `    env::set_var("${f.name}", ${double(f.value)});`),
  ),
  code('rust/env-unwrap-or', RUST, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `    let v${i} = env::var("${f.name}").unwrap_or_else(|_| ${double(f.value)}.to_string());`,
    ),
  ),
  code(
    'rust/builder',
    RUST,
    (leak) => [
      `let client = ${leak.said === 'class' ? styled(leak.word, 'Pascal') : 'Client'}::builder()${fields(
        leak,
        'snake',
      )
        .map((f) => `.${f.name}(${double(f.value)})`)
        .join('')}.build();`,
    ],
    { says: ['class', 'name', 'import', 'file'] },
  ),
  code(
    'rust/new-some',
    RUST,
    (leak) => [
      `let account: Account = ${styled(leak.word, 'Pascal')}::new(${leak.parts.map((p) => `Some(${double(p.value)}.into())`).join(', ')});`,
    ],
    { fits: pair, says: ['class'] },
  ),
  code('rust/raw-string', RUST, (leak) =>
    fields(leak, 'snake').map((f) => `    let ${f.name} = r#"${f.value}"#;`),
  ),
  code('rust/concat-macro', RUST, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `const ${f.name}: &str = concat!(${joined(f.value, ', ')});`),
  ),
  code('rust/clap-default', RUST, (leak) =>
    fields(leak, 'snake').flatMap((f) => [
      `    #[arg(long, default_value = ${double(f.value)})]`,
      `    ${f.name}: String,`,
    ]),
  ),
];

function joined(value: string, glue: string): string {
  return eachValue(value, (text) => {
    const lines = text.includes('\n')
      ? text.split(/(?<=\n)/)
      : [text.slice(0, 17), text.slice(17)].filter(Boolean);
    return lines.map((line) => double(line)).join(glue);
  });
}

/** Go and Rust together. */
export const goAndRust: Placement[] = [...go, ...rust];
