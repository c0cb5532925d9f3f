import { type Language, language } from '../languages.ts';
import { isOneLine, type Leak, type Placement, secretOf } from '../leak.ts';
import { fields, type Style, styled } from '../names.ts';
import { double, doubled, single } from '../quoting.ts';
import { code, pair } from './define.ts';

const slashes = (t: string): string => `// ${t}`;
const hash = (t: string): string => `# ${t}`;
const dashes = (t: string): string => `-- ${t}`;
const semicolons = (t: string): string => `; ${t}`;

function plainLanguage(
  files: string[],
  comment: (t: string) => string,
  constant: (name: string, text: string) => string,
  head = '',
): Language {
  return language({ files, comment, constant, head });
}

const OBJC = plainLanguage(
  ['Sources/ViewController.m', 'Keys.h', 'AppDelegate.mm'],
  slashes,
  (n, t) => `static NSString *const ${n} = @"${t}";`,
);
const SWIFT = plainLanguage(
  ['Sources/Api.swift', 'App/Config.swift'],
  slashes,
  (n, t) => `let ${n} = "${t}"`,
  'import Foundation',
);
const DART = plainLanguage(['lib/main.dart', 'lib/config.dart'], slashes, (n, t) => `const ${n} = '${t}';`);
const R = plainLanguage(['bot.R', 'analysis.Rmd', '.Rprofile'], hash, (n, t) => `${n} <- "${t}"`);
const MATLAB = plainLanguage(
  ['fetch.m', 'trader.m'],
  (t) => `% ${t}`,
  (n, t) => `${n} = '${t}';`,
);
const VB = plainLanguage(
  ['Module1.bas', 'Form1.vb', 'ThisWorkbook.cls'],
  (t) => `' ${t}`,
  (n, t) => `Const ${n} As String = "${t}"`,
);
const PASCAL = plainLanguage(['Unit1.pas', 'config.pas'], slashes, (n, t) => `  ${n} = '${t}';`);
const FSHARP = plainLanguage(['Program.fs', 'script.fsx'], slashes, (n, t) => `let ${n} = "${t}"`);
const HASKELL = plainLanguage(['app/Main.hs', 'Config.hs'], dashes, (n, t) => `${n} = "${t}"`);
const ERLANG = plainLanguage(
  ['sys.config', 'src/bot.erl'],
  (t) => `%% ${t}`,
  (n, t) => `-define(${n}, "${t}").`,
);
const ZIG = plainLanguage(['src/main.zig'], slashes, (n, t) => `const ${n} = "${t}";`);
const NIM = plainLanguage(['bot.nim'], hash, (n, t) => `const ${n} = "${t}"`);
const TCL = plainLanguage(['bot.tcl'], hash, (n, t) => `set ${n} "${t}"`);
const SCHEME = plainLanguage(
  ['bot.rkt', 'config.scm', 'init.el'],
  semicolons,
  (n, t) => `(define ${n} "${t}")`,
);
const GROOVY = plainLanguage(
  ['build.gradle', 'Jenkinsfile', 'bot.groovy'],
  slashes,
  (n, t) => `def ${n} = '${t}'`,
);
const JULIA = plainLanguage(['src/Bot.jl'], hash, (n, t) => `const ${n} = "${t}"`);
const AHK = plainLanguage(['hotkeys.ahk', 'bot.au3'], semicolons, (n, t) => `${n} := "${t}"`);
const MQL = plainLanguage(
  ['Experts/Bot.mq5', 'Include/Api.mqh', 'Bot.mq4'],
  slashes,
  (n, t) => `string ${n} = "${t}";`,
);
const MATHEMATICA = plainLanguage(
  ['trade.wl', 'notebook.m'],
  (t) => `(* ${t} *)`,
  (n, t) => `${n} = "${t}";`,
);
const OCAML = plainLanguage(
  ['bin/main.ml'],
  (t) => `(* ${t} *)`,
  (n, t) => `let ${n} = "${t}"`,
);
const CRYSTAL = plainLanguage(['src/bot.cr'], hash, (n, t) => `${n.toUpperCase()} = "${t}"`);
const VIM = plainLanguage(
  ['.vimrc', 'bot.vim'],
  (t) => `" ${t}`,
  (n, t) => `let g:${n} = '${t}'`,
);
const SOLIDITY = plainLanguage(
  ['hardhat.config.ts', 'truffle-config.js'],
  slashes,
  (n, t) => `const ${n} = '${t}';`,
);

/** Languages that the other files leave out, and further idioms of Swift, Dart, R and MATLAB. */
export const otherLanguages: Placement[] = [
  each('objc/static-string', OBJC, 'Pascal', (n, v) => `static NSString *const k${n} = @${double(v)};`),
  each('objc/define', OBJC, 'SCREAMING', (n, v) => `#define ${n} @${double(v)}`),
  each('objc/setter', OBJC, 'Pascal', (n, v) => `[client set${n}:@${double(v)}];`),
  each('objc/dictionary', OBJC, 'camel', (n, v) => `NSDictionary *d${n} = @{@"${n}": @${double(v)}};`),
  each(
    'objc/header',
    OBJC,
    'kebab',
    (n, v) => `[request setValue:@${double(v)} forHTTPHeaderField:@"X-${n}"];`,
  ),
  each('swift/let', SWIFT, 'camel', (n, v) => `let ${n} = ${double(v)}`),
  each(
    'swift/static-let',
    SWIFT,
    'camel',
    (n, v) => `enum Keys${n.length} { static let ${n}: String = ${double(v)} }`,
  ),
  each(
    'swift/environment',
    SWIFT,
    'SCREAMING',
    (n, v) => `let v = ProcessInfo.processInfo.environment["${n}"] ?? ${double(v)}`,
  ),
  each(
    'swift/request-header',
    SWIFT,
    'kebab',
    (n, v) => `request.setValue(${double(v)}, forHTTPHeaderField: "X-${n}")`,
  ),
  each('swift/raw-string', SWIFT, 'camel', (n, v) => `let ${n} = #"${v}"#`, isOneLine),
  each('dart/const', DART, 'camel', (n, v) => `const String ${n} = ${single(v)};`),
  each('dart/static-const', DART, 'camel', (n, v) => `  static const ${n} = ${single(v)};`),
  each('dart/map', DART, 'camel', (n, v) => `final m = {'${n}': ${single(v)}};`),
  each('dart/env', DART, 'SCREAMING', (n, v) => `final k = Platform.environment['${n}'] ?? ${single(v)};`),
  each('r/arrow', R, 'snake', (n, v) => `${n} <- ${double(v)}`),
  each('r/equals', R, 'camel', (n, v) => `${n} = ${single(v)}`),
  each('r/right-arrow', R, 'snake', (n, v) => `${double(v)} -> ${n}`),
  each('r/add-headers', R, 'kebab', (n, v) => `GET(url, add_headers(\`X-${n}\` = ${double(v)}))`),
  each('r/options', R, 'snake', (n, v) => `options(${n} = ${double(v)})`),
  each('matlab/single-quoted', MATLAB, 'camel', (n, v) => `${n} = ${doubled(v)};`, isOneLine),
  each('matlab/setenv', MATLAB, 'SCREAMING', (n, v) => `setenv('${n}', ${doubled(v)});`, isOneLine),
  each(
    'matlab/weboptions',
    MATLAB,
    'kebab',
    (n, v) => `opts = weboptions('HeaderFields', {'X-${n}' ${doubled(v)}});`,
    isOneLine,
  ),
  code(
    'matlab/containers-map',
    MATLAB,
    (leak) => [
      `keys = containers.Map({${names(leak)
        .map((n) => `'${n}'`)
        .join(', ')}}, {${leak.parts.map((p) => doubled(p.value)).join(', ')}});`,
    ],
    { fits: pair },
  ),
  each('vb/const', VB, 'SCREAMING', (n, v) => `Const ${n} As String = ${double(v)}`, isOneLine),
  each('vb/dim', VB, 'camel', (n, v) => `Dim ${n} As String = ${double(v)}`, isOneLine),
  each('vb/request-header', VB, 'kebab', (n, v) => `http.setRequestHeader "X-${n}", ${double(v)}`, isOneLine),
  each('pascal/const', PASCAL, 'Pascal', (n, v) => `  c${n} = ${doubled(v)};`, isOneLine),
  each('pascal/assign', PASCAL, 'Pascal', (n, v) => `  Client.${n} := ${doubled(v)};`, isOneLine),
  each('fsharp/let', FSHARP, 'camel', (n, v) => `let ${n} = ${double(v)}`),
  each('fsharp/literal', FSHARP, 'Pascal', (n, v) => `[<Literal>]\nlet ${n} = ${double(v)}`),
  each('haskell/binding', HASKELL, 'camel', (n, v) => `${n} :: String\n${n} = ${double(v)}`),
  each('haskell/record', HASKELL, 'camel', (n, v) => `cfg = defaultConfig { ${n} = ${double(v)} }`),
  each('erlang/tuple', ERLANG, 'snake', (n, v) => `  {${n}, ${double(v)}},`),
  each('erlang/binary', ERLANG, 'snake', (n, v) => `  {${n}, <<${double(v)}>>},`),
  each('erlang/define', ERLANG, 'SCREAMING', (n, v) => `-define(${n}, ${double(v)}).`),
  each('zig/const', ZIG, 'snake', (n, v) => `const ${n} = ${double(v)};`),
  each('nim/const', NIM, 'camel', (n, v) => `const ${n}* = ${double(v)}`),
  each('tcl/set', TCL, 'snake', (n, v) => `set ${n} ${double(v)}`),
  each('tcl/braces', TCL, 'snake', (n, v) => `set ${n} {${v}}`, isOneLine),
  each('scheme/define', SCHEME, 'kebab', (n, v) => `(define ${n} ${double(v)})`),
  each('elisp/setq', SCHEME, 'kebab', (n, v) => `(setq ${n} ${double(v)})`),
  each('groovy/def', GROOVY, 'camel', (n, v) => `def ${n} = ${single(v)}`),
  each('groovy/ext-property', GROOVY, 'camel', (n, v) => `ext.${n} = ${single(v)}`),
  each(
    'groovy/string-parameter',
    GROOVY,
    'SCREAMING',
    (n, v) => `string(name: '${n}', defaultValue: ${single(v)}, description: '')`,
  ),
  each('julia/const', JULIA, 'snake', (n, v) => `const ${n} = ${double(v)}`),
  each('julia/get-env', JULIA, 'SCREAMING', (n, v) => `k = get(ENV, "${n}", ${double(v)})`),
  each('ahk/assign', AHK, 'camel', (n, v) => `${n} := ${double(v)}`),
  each('mql/input', MQL, 'Pascal', (n, v) => `input string Inp${n} = ${double(v)}; // credential`),
  each('mql/extern', MQL, 'Pascal', (n, v) => `extern string ${n}=${double(v)};`),
  each('mathematica/assign', MATHEMATICA, 'camel', (n, v) => `${n} = ${double(v)};`),
  each('ocaml/let', OCAML, 'snake', (n, v) => `let ${n} = ${double(v)}`),
  each('ocaml/record', OCAML, 'snake', (n, v) => `let cfg = { default with ${n} = ${double(v)} }`),
  each('crystal/property', CRYSTAL, 'snake', (n, v) => `property ${n} : String = ${double(v)}`),
  each('vim/let', VIM, 'snake', (n, v) => `let g:${n} = ${single(v)}`),
  each(
    'appscript/property',
    DART,
    'SCREAMING',
    (n, v) => `PropertiesService.getScriptProperties().setProperty('${n}', ${single(v)});`,
  ),
  code(
    'matlab/struct-positional',
    MATLAB,
    (leak) => [
      `client = ${styled(leak.word, 'Pascal')}Client(${leak.parts.map((p) => doubled(p.value)).join(', ')});`,
    ],
    { fits: pair, says: ['class'] },
  ),
  code(
    'r/hmac',
    R,
    (leak) => [`signature <- hmac(key = ${double(secretOf(leak)!.value)}, object = query, algo = "sha256")`],
    { fits: (leak) => leak.parts.length === 1 && secretOf(leak) !== undefined },
  ),
  each('hardhat/vars', SOLIDITY, 'SCREAMING', (n, v) => `const key = vars.get("${n}", ${double(v)});`),
];

function names(leak: Leak): string[] {
  return fields(leak, 'snake').map((field) => field.name);
}

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
    (leak) => fields(leak, style).map((field) => line(field.name, field.value)),
    fits ? { fits } : {},
  );
}
