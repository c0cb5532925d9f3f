import { CPP, CSHARP, GO, JAVA, JAVASCRIPT, type Language, PHP, PYTHON, RUBY, SHELL } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { eachValue, plain } from '../marks.ts';
import { fields } from '../names.ts';
import { code } from './define.ts';

/** No quote, backslash or line break: every value can be cut anywhere. */
const isPlain = (leak: Leak): boolean => leak.parts.every((part) => /^[\w+/=.:@~^!-]{12,}$/.test(part.raw));

const isPem = (leak: Leak): boolean => leak.parts.some((part) => part.raw.startsWith('-----BEGIN'));

const SWIFT_FILE = { files: ['Sources/App/Keys.swift', 'Config.swift'] };
const LUA_FILE = { files: ['bot.lua', 'config.lua'] };
const R_FILE = { files: ['strategy.R', 'config.R'] };
const MATLAB_FILE = { files: ['trade.m', 'config.m'] };
const VB_FILE = { files: ['Module1.bas', 'Trader.vb'] };
const SQL_FILE = { files: ['seed.sql', 'migrations/004.sql'] };

/** Values written in pieces, as the languages join strings. */
export const pieces: Placement[] = [
  cut('go/plus-lines', GO, 'camel', (name, [a, b, c]) => [
    `var ${name} = "${a}" +`,
    `\t"${b}" +`,
    `\t"${c}"`,
  ]),
  cut('go/strings-join', GO, 'camel', (name, [a, b, c]) => [
    `var ${name} = strings.Join([]string{"${a}", "${b}", "${c}"}, "")`,
  ]),
  cut('javascript/plus-lines', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = '${a}'`,
    `  + '${b}'`,
    `  + '${c}';`,
  ]),
  cut('javascript/plus-equals', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `let ${name} = '${a}';`,
    `${name} += '${b}';`,
    `${name} += '${c}';`,
  ]),
  cut('javascript/string-backslash', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = '${a}\\`,
    `${b}\\`,
    `${c}';`,
  ]),
  cut('javascript/concat-method', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = '${a}'.concat('${b}', '${c}');`,
  ]),
  cut('javascript/array-join-lines', JAVASCRIPT, 'camel', (name, [a, b, c]) => [
    `const ${name} = [`,
    `  '${a}',`,
    `  '${b}',`,
    `  '${c}',`,
    `].join('');`,
  ]),
  cut('python/plus-equals', PYTHON, 'snake', (name, [a, b, c]) => [
    `${name} = "${a}"`,
    `${name} += "${b}"`,
    `${name} += "${c}"`,
  ]),
  cut('python/join-list', PYTHON, 'SCREAMING', (name, [a, b, c]) => [
    `${name} = "".join(["${a}", "${b}", "${c}"])`,
  ]),
  cut('python/string-backslash', PYTHON, 'SCREAMING', (name, [a, b, c]) => [
    `${name} = "${a}\\`,
    `${b}\\`,
    `${c}"`,
  ]),
  cut('python/argument-pieces', PYTHON, 'snake', (name, [a, b, c]) => [
    'client = Client(',
    `    ${name}="${a}"`,
    `            "${b}"`,
    `            "${c}",`,
    ')',
  ]),
  cut('php/dot-lines', PHP, 'snake', (name, [a, b, c]) => [
    `$${name} = '${a}'`,
    `    . '${b}'`,
    `    . '${c}';`,
  ]),
  cut('php/dot-equals', PHP, 'camel', (name, [a, b, c]) => [
    `$${name} = "${a}";`,
    `$${name} .= "${b}";`,
    `$${name} .= "${c}";`,
  ]),
  cut('ruby/backslash-lines', RUBY, 'SCREAMING', (name, [a, b, c]) => [
    `${name} = '${a}' \\`,
    `  '${b}' \\`,
    `  '${c}'`,
  ]),
  cut('shell/backslash-lines', SHELL, 'SCREAMING', (name, [a, b, c]) => [
    `export ${name}="${a}\\`,
    `${b}\\`,
    `${c}"`,
  ]),
  cut('shell/adjacent', SHELL, 'SCREAMING', (name, [a, b, c]) => [`${name}="${a}"'${b}'"${c}"`]),
  cut('shell/append', SHELL, 'SCREAMING', (name, [a, b, c]) => [
    `${name}="${a}"`,
    `${name}+="${b}"`,
    `${name}+="${c}"`,
  ]),
  cut('java/string-builder', JAVA, 'camel', (name, [a, b, c]) => [
    `  String ${name} = new StringBuilder("${a}").append("${b}").append("${c}").toString();`,
  ]),
  cut('java/plus-lines', JAVA, 'SCREAMING', (name, [a, b, c]) => [
    `  private static final String ${name} = "${a}"`,
    `      + "${b}"`,
    `      + "${c}";`,
  ]),
  cut('csharp/plus-lines', CSHARP, 'Pascal', (name, [a, b, c]) => [
    `    const string ${name} = "${a}" +`,
    `        "${b}" +`,
    `        "${c}";`,
  ]),
  cut('c/adjacent-one-line', CPP, 'SCREAMING', (name, [a, b, c]) => [`#define ${name} "${a}" "${b}" "${c}"`]),
  cut('c/define-backslash', CPP, 'SCREAMING', (name, [a, b, c]) => [
    `#define ${name} "${a}" \\`,
    `    "${b}" \\`,
    `    "${c}"`,
  ]),
  cut(
    'swift/plus-lines',
    { ...JAVASCRIPT, import: null },
    'camel',
    (name, [a, b, c]) => [`let ${name} = "${a}"`, `    + "${b}"`, `    + "${c}"`],
    SWIFT_FILE,
  ),
  cut(
    'lua/dots',
    { ...JAVASCRIPT, comment: (t) => `-- ${t}`, import: null, filler: [] },
    'snake',
    (name, [a, b, c]) => [`local ${name} = "${a}" .. "${b}" .. "${c}"`],
    LUA_FILE,
  ),
  cut(
    'r/paste0',
    { ...SHELL, filler: [] },
    'snake',
    (name, [a, b, c]) => [`${name} <- paste0("${a}", "${b}", "${c}")`],
    R_FILE,
  ),
  cut(
    'matlab/brackets',
    { ...SHELL, comment: (t) => `% ${t}`, filler: [] },
    'camel',
    (name, [a, b, c]) => [`${name} = ['${a}' '${b}' '${c}'];`],
    MATLAB_FILE,
  ),
  cut(
    'vb/ampersand',
    { ...CSHARP, comment: (t) => `' ${t}`, import: null, filler: [] },
    'Pascal',
    (name, [a, b, c]) => [`Const ${name} As String = "${a}" & _`, `    "${b}" & _`, `    "${c}"`],
    VB_FILE,
  ),
  cut(
    'sql/double-bar',
    { ...SHELL, comment: (t) => `-- ${t}`, filler: [] },
    'snake',
    (name, [a, b, c]) => [`UPDATE accounts SET ${name} = '${a}' || '${b}' || '${c}';`],
    SQL_FILE,
  ),
  pem('pem/go-plus', GO, (line, last) => `\t"${line}\\n"${last ? '' : ' +'}`, 'var privateKey = '),
  pem(
    'pem/cpp-adjacent',
    CPP,
    (line, last) => `    "${line}\\n"${last ? ';' : ''}`,
    'static const char* kPrivateKey =',
  ),
  pem(
    'pem/javascript-join',
    JAVASCRIPT,
    (line, last) => `  '${line}',${last ? "\n].join('\\n');" : ''}`,
    'const privateKey = [',
  ),
  pem(
    'pem/java-plus',
    JAVA,
    (line, last) => `      ${last ? `+ "${line}";` : `+ "${line}\\n"`}`,
    '  String privateKey = ""',
  ),
  pem(
    'pem/python-parentheses',
    PYTHON,
    (line, last) => `    "${line}\\n"${last ? '\n)' : ''}`,
    'PRIVATE_KEY = (',
  ),
  pem('pem/php-dot', PHP, (line, last) => `    '${line}' . PHP_EOL${last ? ';' : ' .'}`, '$privateKey ='),
  pem('pem/python-backslash', PYTHON, (line, last) => `${line}${last ? '"' : '\\n\\'}`, 'PRIVATE_KEY = "\\'),
  pem('pem/env-crlf', SHELL, (line, last) => `${line}${last ? '"' : ''}\r`, 'PRIVATE_KEY="'),
];

/** A value in three pieces; `lines` writes the pieces of one part. */
export function cut(
  id: string,
  language: Language,
  style: Parameters<typeof fields>[1],
  lines: (name: string, pieces: [string, string, string]) => string[],
  options: { files?: readonly string[] } = {},
): Placement {
  return code(
    id,
    language,
    (leak) =>
      fields(leak, style).flatMap((field) =>
        written(field.value, (text) => {
          const third = Math.ceil(text.length / 3);
          return lines(field.name, [
            text.slice(0, third),
            text.slice(third, 2 * third),
            text.slice(2 * third),
          ]);
        }),
      ),
    { fits: isPlain, ...options },
  );
}

/** The lines of a statement, marked from its first piece to its last. */
function written(value: string, lines: (text: string) => string[]): string[] {
  const text = plain(value);
  const statement = lines(text).join('\n');
  const third = Math.ceil(text.length / 3);
  const start = statement.indexOf(text.slice(0, third));
  const last = text.slice(2 * third);
  const end = statement.lastIndexOf(last) + last.length;
  const marked = eachValue(value, () => statement.slice(start, end));
  return `${statement.slice(0, start)}${marked}${statement.slice(end)}`.split('\n');
}

function pem(
  id: string,
  language: Language,
  line: (text: string, last: boolean) => string,
  head: string,
): Placement {
  return code(
    id,
    language,
    (leak) => [
      head,
      ...leak.parts
        .filter((part) => part.raw.startsWith('-----BEGIN'))
        .map((part) =>
          eachValue(part.value, (text) => {
            const rows = text.trim().split('\n');
            return rows.map((row, index) => line(row, index === rows.length - 1)).join('\n');
          }),
        ),
    ],
    { fits: (leak) => isPem(leak) && leak.parts.length === 1 },
  );
}
