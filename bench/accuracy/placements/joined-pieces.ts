import {
  CPP,
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
  SHELL,
  TYPESCRIPT,
} from '../languages.ts';
import type { Placement } from '../leak.ts';
import { text } from './bytes.ts';
import { cut } from './pieces.ts';

const other = (mark: string): Language => ({
  ...JAVASCRIPT,
  import: null,
  filler: [],
  comment: (line) => `${mark} ${line}`,
  constant: (name, value) => `${mark} ${name}: ${value}`,
});

const PERL = { files: ['bot.pl', 'lib/Config.pm'] };
const SWIFT = { files: ['Keys.swift', 'App/Config.swift'] };
const SCALA = { files: ['src/main/scala/Config.scala'] };
const DART = { files: ['lib/config.dart'] };
const ELIXIR = { files: ['lib/client.ex'] };
const HASKELL = { files: ['src/Config.hs'] };
const POWERSHELL = { files: ['run.ps1'] };
const TERRAFORM = { files: ['main.tf'] };
const EXCEL = { files: ['Sheet1.bas', 'ThisWorkbook.cls'] };
const JULIA = { files: ['bot.jl'] };
const R = { files: ['bot.R'] };
const LUA = { files: ['bot.lua'] };

/** Values put together from literals by the library calls and operators of the languages, and by one character each. */
export const joinedPieces: Placement[] = [
  cut('go/builder-writes', GO, 'camel', (name, [a, b, c]) => [
    `var ${name} strings.Builder`,
    `${name}.WriteString("${a}")`,
    `${name}.WriteString("${b}")`,
    `${name}.WriteString("${c}")`,
  ]),
  cut('go/plus-one-line', GO, 'camel', (name, [a, b, c]) => [`${name} := "${a}" + "${b}" + "${c}"`]),
  cut('java/builder-lines', JAVA, 'camel', (name, [a, b, c]) => [
    `  StringBuilder ${name} = new StringBuilder();`,
    `  ${name}.append("${a}");`,
    `  ${name}.append("${b}");`,
    `  ${name}.append("${c}");`,
  ]),
  cut('java/string-join', JAVA, 'camel', (name, [a, b, c]) => [
    `  String ${name} = String.join("", "${a}", "${b}", "${c}");`,
  ]),
  cut('java/concat-chain', JAVA, 'SCREAMING', (name, [a, b, c]) => [
    `  static final String ${name} = "${a}".concat("${b}").concat("${c}");`,
  ]),
  cut('kotlin/plus-lines', KOTLIN, 'camel', (name, [a, b, c]) => [
    `val ${name} = "${a}" +`,
    `    "${b}" +`,
    `    "${c}"`,
  ]),
  cut('kotlin/build-string', KOTLIN, 'camel', (name, [a, b, c]) => [
    `val ${name} = buildString {`,
    `    append("${a}")`,
    `    append("${b}")`,
    `    append("${c}")`,
    '}',
  ]),
  cut('kotlin/join-to-string', KOTLIN, 'camel', (name, [a, b, c]) => [
    `val ${name} = listOf("${a}", "${b}", "${c}").joinToString("")`,
  ]),
  cut('csharp/string-concat', CSHARP, 'camel', (name, [a, b, c]) => [
    `var ${name} = string.Concat("${a}", "${b}", "${c}");`,
  ]),
  cut('csharp/builder', CSHARP, 'camel', (name, [a, b, c]) => [
    `var ${name} = new StringBuilder().Append("${a}").Append("${b}").Append("${c}").ToString();`,
  ]),
  cut('csharp/interpolated', CSHARP, 'camel', (name, [a, b, c]) => [
    `var ${name} = $"{"${a}"}{"${b}"}{"${c}"}";`,
  ]),
  cut('csharp/plus-equals', CSHARP, 'camel', (name, [a, b, c]) => [
    `string ${name} = "${a}";`,
    `${name} += "${b}";`,
    `${name} += "${c}";`,
  ]),
  cut('javascript/array-join-line', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = ["${a}", "${b}", "${c}"].join("");`,
  ]),
  cut('javascript/plus-one-line', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = "${a}"+"${b}"+"${c}";`,
  ]),
  cut('javascript/member-plus', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    'module.exports = {',
    `  ${name}: '${a}' + '${b}' +`,
    `    '${c}',`,
    '};',
  ]),
  cut('typescript/template-pieces', TYPESCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = \`\${'${a}'}\${'${b}'}\${'${c}'}\`;`,
  ]),
  cut('python/plus-one-line', PYTHON, 'snake', (name, [a, b, c]) => [`${name} = '${a}' + '${b}' + '${c}'`]),
  cut('python/parentheses-short', PYTHON, 'SCREAMING', (name, [a, b, c]) => [
    `${name} = ("${a}"`,
    `    "${b}"`,
    `    "${c}")`,
  ]),
  cut('python/join-tuple', PYTHON, 'snake', (name, [a, b, c]) => [
    `${name} = ''.join(('${a}', '${b}', '${c}'))`,
  ]),
  cut('python/percent-format', PYTHON, 'snake', (name, [a, b, c]) => [
    `${name} = "%s%s%s" % ("${a}", "${b}", "${c}")`,
  ]),
  cut('php/implode', PHP, 'snake', (name, [a, b, c]) => [
    `$${name} = implode('', ['${a}', '${b}', '${c}']);`,
  ]),
  cut('php/dot-one-line', PHP, 'camel', (name, [a, b, c]) => [`$${name} = "${a}"."${b}"."${c}";`]),
  cut('php/array-entry-dots', PHP, 'snake', (name, [a, b, c]) => [
    'return [',
    `    '${name}' => '${a}' . '${b}' . '${c}',`,
    '];',
  ]),
  cut('ruby/plus-one-line', RUBY, 'snake', (name, [a, b, c]) => [`${name} = '${a}' + '${b}' + '${c}'`]),
  cut('ruby/array-join', RUBY, 'snake', (name, [a, b, c]) => [`${name} = ['${a}', '${b}', '${c}'].join`]),
  cut('ruby/shovel', RUBY, 'snake', (name, [a, b, c]) => [`${name} = '${a}' << '${b}' << '${c}'`]),
  cut(
    'perl/dots',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`my $${name} = "${a}" . "${b}" . "${c}";`],
    PERL,
  ),
  cut(
    'perl/join',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`my $${name} = join('', '${a}', '${b}', '${c}');`],
    PERL,
  ),
  cut('rust/string-plus', RUST, 'snake', (name, [a, b, c]) => [
    `let ${name} = String::from("${a}") + "${b}" + "${c}";`,
  ]),
  cut('rust/array-concat', RUST, 'snake', (name, [a, b, c]) => [
    `let ${name} = ["${a}", "${b}", "${c}"].concat();`,
  ]),
  cut('rust/push-str', RUST, 'snake', (name, [a, b, c]) => [
    `let mut ${name} = String::from("${a}");`,
    `${name}.push_str("${b}");`,
    `${name}.push_str("${c}");`,
  ]),
  cut(
    'swift/array-joined',
    other('//'),
    'camel',
    (name, [a, b, c]) => [`let ${name} = ["${a}", "${b}", "${c}"].joined()`],
    SWIFT,
  ),
  cut(
    'swift/plus-one-line',
    other('//'),
    'camel',
    (name, [a, b, c]) => [`let ${name} = "${a}" + "${b}" + "${c}"`],
    SWIFT,
  ),
  cut(
    'scala/make-string',
    other('//'),
    'camel',
    (name, [a, b, c]) => [`val ${name} = Seq("${a}", "${b}", "${c}").mkString`],
    SCALA,
  ),
  cut(
    'dart/adjacent',
    other('//'),
    'camel',
    (name, [a, b, c]) => [`const ${name} = '${a}'`, `    '${b}'`, `    '${c}';`],
    DART,
  ),
  cut(
    'elixir/angles',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`  @${name} "${a}" <> "${b}" <> "${c}"`],
    ELIXIR,
  ),
  cut(
    'haskell/plus-plus',
    other('--'),
    'camel',
    (name, [a, b, c]) => [`${name} = "${a}" ++ "${b}" ++ "${c}"`],
    HASKELL,
  ),
  cut(
    'powershell/plus',
    other('#'),
    'Pascal',
    (name, [a, b, c]) => [`$${name} = '${a}' + '${b}' + '${c}'`],
    POWERSHELL,
  ),
  cut(
    'powershell/join',
    other('#'),
    'Pascal',
    (name, [a, b, c]) => [`$${name} = -join @('${a}', '${b}', '${c}')`],
    POWERSHELL,
  ),
  cut(
    'terraform/join',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`  ${name} = join("", ["${a}", "${b}", "${c}"])`],
    TERRAFORM,
  ),
  cut(
    'vba/ampersand-one-line',
    other("'"),
    'camel',
    (name, [a, b, c]) => [`  ${name} = "${a}" & "${b}" & "${c}"`],
    EXCEL,
  ),
  cut('cpp/string-plus', CPP, 'camel', (name, [a, b, c]) => [
    `std::string ${name} = std::string("${a}") + "${b}" + "${c}";`,
  ]),
  cut('cpp/append-lines', CPP, 'camel', (name, [a, b, c]) => [
    `std::string ${name} = "${a}";`,
    `${name}.append("${b}");`,
    `${name}.append("${c}");`,
  ]),
  cut(
    'julia/asterisk',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`${name} = "${a}" * "${b}" * "${c}"`],
    JULIA,
  ),
  cut(
    'r/paste-sep',
    other('#'),
    'snake',
    (name, [a, b, c]) => [`${name} = paste("${a}", "${b}", "${c}", sep = "")`],
    R,
  ),
  cut('shell/plus-equals-bare', SHELL, 'SCREAMING', (name, [a, b, c]) => [
    `${name}=${a}`,
    `${name}+=${b}`,
    `${name}+=${c}`,
  ]),
  cut(
    'lua/table-concat',
    other('--'),
    'snake',
    (name, [a, b, c]) => [`local ${name} = table.concat({"${a}", "${b}", "${c}"})`],
    LUA,
  ),
  text(
    'javascript/character-list',
    JAVASCRIPT,
    (name, list) => `const ${name} = [${characters(list)}].join('');`,
  ),
  text('python/character-list', PYTHON, (name, list) => `${name} = ''.join([${characters(list)}])`),
  text('java/character-array', JAVA, (name, list) => `  char[] ${name} = {${characters(list)}};`),
  text('java/byte-signed', JAVA, (name, list) => `  byte[] ${name} = new byte[]{${list.join(',')}};`),
  text('go/rune-list', GO, (name, list) => `var ${name} = string([]rune{${characters(list)}})`),
  text(
    'kotlin/byte-array-of',
    KOTLIN,
    (name, list) => `val ${name} = String(byteArrayOf(${list.join(', ')}))`,
  ),
  text('swift/bytes', JAVASCRIPT, (name, list) => `let ${name}: [UInt8] = [${list.join(', ')}]`),
  text(
    'rust/vec-bytes',
    RUST,
    (name, list) => `let ${name} = String::from_utf8(vec![${list.join(', ')}]).unwrap();`,
  ),
  text('php/byte-pack', PHP, (name, list) => `$${name} = pack('C*', ...[${list.join(', ')}]);`),
  text('python/chr-list', PYTHON, (name, list) => `${name} = ''.join(chr(c) for c in [${list.join(', ')}])`),
  text(
    'javascript/code-map',
    JAVASCRIPT,
    (name, list) => `const ${name} = [${list.join(',')}].map((c) => String.fromCharCode(c)).join('');`,
  ),
];

function characters(list: readonly number[]): string {
  return list.map((code) => `'${String.fromCharCode(code).replace(/['\\]/, '\\$&')}'`).join(', ');
}
