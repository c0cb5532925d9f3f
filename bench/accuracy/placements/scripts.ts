import { type Language, language } from '../languages.ts';
import type { Leak, Placement } from '../leak.ts';
import { fields, styled } from '../names.ts';
import { double, doubled, single } from '../quoting.ts';
import { code, pair } from './define.ts';

const SWIFT = language({
  files: ['Sources/App/Config.swift', 'App/Keys.swift'],
  comment: (t) => `// ${t}`,
  constant: (n, t) => `let ${n} = "${t}"`,
  filler: ['import Foundation', 'let timeout = 30.0'],
});
const DART = language({
  files: ['lib/config.dart', 'lib/api/client.dart'],
  comment: (t) => `// ${t}`,
  constant: (n, t) => `const ${n} = '${t}';`,
  filler: ["import 'dart:io';", 'const timeout = 30;'],
});
const R = language({
  files: ['analysis.R', 'R/client.R', '.Rprofile'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `${n} <- "${t}"`,
  filler: ['library(httr)', 'timeout <- 30'],
});
const MATLAB = language({
  files: ['trade.m', 'getBalance.m'],
  comment: (t) => `% ${t}`,
  constant: (n, t) => `${n} = '${t}';`,
  filler: ['clear all;', 'timeout = 30;'],
});
const JULIA = language({
  files: ['src/Trader.jl', 'bot.jl'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `const ${n} = "${t}"`,
  filler: ['using HTTP', 'timeout = 30'],
});
const LUA = language({
  files: ['strategy.lua', 'config.lua'],
  comment: (t) => `-- ${t}`,
  constant: (n, t) => `local ${n} = "${t}"`,
  filler: ['local json = require("json")', 'local timeout = 30'],
});
const PERL = language({
  files: ['bot.pl', 'lib/Client.pm'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `my $${n} = '${t}';`,
  filler: ['use strict;', 'use warnings;', 'my $timeout = 30;'],
});
const POWERSHELL = language({
  files: ['run.ps1', 'scripts/trade.ps1'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `$${n} = "${t}"`,
  filler: ['$ErrorActionPreference = "Stop"', '$timeout = 30'],
});
const ELIXIR = language({
  files: ['config/config.exs', 'config/runtime.exs', 'lib/client.ex'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `@${n} "${t}"`,
  filler: ['import Config', 'config :logger, level: :info'],
});
const VBA = language({
  files: ['Module1.bas', 'Sheet1.vb'],
  comment: (t) => `' ${t}`,
  constant: (n, t) => `Const ${n} = "${t}"`,
  filler: ['Option Explicit', 'Dim timeout As Integer'],
});
const PASCAL = language({
  files: ['uMain.pas', 'Trader.dpr'],
  comment: (t) => `// ${t}`,
  constant: (n, t) => `  ${n} = '${t}';`,
  filler: ['unit uMain;', 'const', '  TIMEOUT = 30;'],
});
const HASKELL = language({
  files: ['app/Main.hs'],
  comment: (t) => `-- ${t}`,
  constant: (n, t) => `${n} = "${t}"`,
  filler: ['module Main where', 'timeout :: Int', 'timeout = 30'],
});
const CLOJURE = language({
  files: ['src/bot/core.clj', 'config.edn'],
  comment: (t) => `;; ${t}`,
  constant: (n, t) => `(def ${n} "${t}")`,
  filler: ['(def timeout 30)'],
});
const MQL = language({
  files: ['Experts/Bot.mq5', 'Experts/Bot.mq4'],
  comment: (t) => `// ${t}`,
  constant: (n, t) => `string ${n} = "${t}";`,
  filler: ['#property strict', 'input int Timeout = 30;'],
});

/** Languages that take one or two ways each: mobile, science, scripting, functional, office. */
export const scripts: Placement[] = [
  ...plain('swift', SWIFT, 'camel', (n, v) => `let ${n} = ${v}`),
  ...plain('swift-static', SWIFT, 'camel', (n, v) => `    static let ${n}: String = ${v}`),
  code('swift/arguments', SWIFT, (leak) => [
    `let client = Client(${fields(leak, 'camel')
      .map((f) => `${f.name}: ${double(f.value)}`)
      .join(', ')})`,
  ]),
  code('swift/dictionary', SWIFT, (leak) => [
    `let keys = [${fields(leak, 'camel')
      .map((f) => `"${f.name}": ${double(f.value)}`)
      .join(', ')}]`,
  ]),
  ...plain('dart', DART, 'camel', (n, v) => `const String ${n} = ${v};`, single),
  ...plain('dart-static', DART, 'camel', (n, v) => `  static const ${n} = ${v};`, single),
  code('dart/from-environment', DART, (leak) =>
    fields(leak, 'SCREAMING').map(
      (f, i) => `const v${i} = String.fromEnvironment('${f.name}', defaultValue: ${single(f.value)});`,
    ),
  ),
  code('dart/named-arguments', DART, (leak) => [
    `final api = Api(${fields(leak, 'camel')
      .map((f) => `${f.name}: ${single(f.value)}`)
      .join(', ')});`,
  ]),
  ...plain('r', R, 'snake', (n, v) => `${n} <- ${v}`),
  code('r/sys-setenv', R, (leak) => [
    `Sys.setenv(${fields(leak, 'SCREAMING')
      .map((f) => `${f.name} = ${double(f.value)}`)
      .join(',\n           ')})`,
  ]),
  code('r/list', R, (leak) => [
    `keys <- list(${fields(leak, 'snake')
      .map((f) => `${f.name} = ${double(f.value)}`)
      .join(', ')})`,
  ]),
  ...plain('matlab', MATLAB, 'camel', (n, v) => `${n} = ${v};`, doubled),
  code(
    'matlab/struct',
    MATLAB,
    (leak) => fields(leak, 'camel').map((f) => `config.${f.name} = ${doubled(f.value)};`),
    { fits: pair },
  ),
  ...plain('julia', JULIA, 'SCREAMING', (n, v) => `const ${n} = ${v}`),
  code('julia/env', JULIA, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `ENV["${f.name}"] = ${double(f.value)}`),
  ),
  ...plain('lua', LUA, 'snake', (n, v) => `local ${n} = ${v}`),
  code('lua/table', LUA, (leak) => [
    'return {',
    ...fields(leak, 'snake').map((f) => `  ${f.name} = ${double(f.value)},`),
    '}',
  ]),
  ...plain('perl', PERL, 'snake', (n, v) => `my $${n} = ${v};`, single),
  code('perl/hash', PERL, (leak) => [
    `my %config = (${fields(leak, 'snake')
      .map((f) => `${f.name} => ${single(f.value)}`)
      .join(', ')});`,
  ]),
  code('perl/env', PERL, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `$ENV{${f.name}} = ${single(f.value)};`),
  ),
  ...plain('powershell', POWERSHELL, 'camel', (n, v) => `$${n} = ${v}`),
  code('powershell/env', POWERSHELL, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `$env:${f.name} = ${single(f.value)}`),
  ),
  code('powershell/hashtable', POWERSHELL, (leak) => [
    `$headers = @{ ${fields(leak, 'Pascal')
      .map((f) => `${f.name} = ${single(f.value)}`)
      .join('; ')} }`,
  ]),
  ...plain('elixir', ELIXIR, 'snake', (n, v) => `  @${n} ${v}`),
  code(
    'elixir/config',
    ELIXIR,
    (leak) => [
      `config :${leak.said === 'key' ? leak.word : 'bot'},`,
      fields(leak, 'snake')
        .map((f) => `  ${f.name}: ${double(f.value)}`)
        .join(',\n'),
    ],
    { says: ['key', 'name', 'comment', 'folder'] },
  ),
  ...plain('vba', VBA, 'Pascal', (n, v) => `Private Const ${n} As String = ${v}`),
  ...plain('pascal', PASCAL, 'SCREAMING', (n, v) => `  ${n} = ${v};`, doubled),
  ...plain('haskell', HASKELL, 'camel', (n, v) => `${n} = ${v}`),
  ...plain('clojure', CLOJURE, 'kebab', (n, v) => `(def ${n} ${v})`),
  code(
    'clojure/map',
    CLOJURE,
    (leak) => [
      `(def config {${leak.said === 'key' ? `:${leak.word} {` : ''}${fields(leak, 'kebab')
        .map((f) => `:${f.name} ${double(f.value)}`)
        .join(' ')}}${leak.said === 'key' ? '}' : ''})`,
    ],
    { says: ['key', 'name', 'comment'] },
  ),
  ...plain('mql', MQL, 'Pascal', (n, v) => `input string ${n} = ${v};`),
  code(
    'mql/class',
    MQL,
    (leak) => [`C${styled(leak.word, 'Pascal')} api(${leak.parts.map((p) => double(p.value)).join(', ')});`],
    { fits: pair, says: ['class'] },
  ),
];

/** The usual assignment of a language. */
function plain(
  id: string,
  lang: Language,
  style: 'camel' | 'snake' | 'SCREAMING' | 'Pascal' | 'kebab',
  line: (name: string, value: string) => string,
  quote = double,
): Placement[] {
  const write = (leak: Leak): string[] => fields(leak, style).map((f) => line(f.name, quote(f.value)));
  return [
    code(
      `${id}/assignment`,
      lang,
      write,
      quote === doubled ? { fits: (leak) => leak.parts.every((p) => !p.raw.includes('\n')) } : {},
    ),
  ];
}
