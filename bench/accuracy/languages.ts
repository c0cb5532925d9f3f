import type { Leak, Saying } from './leak.ts';
import { single } from './quoting.ts';

/** What a file of one language needs around the lines that hold the credential. */
export interface Language {
  /** File names to choose from, with folders where that is usual. */
  files: readonly string[];
  comment(text: string): string;
  /** An import of a package; null where the language has no such line. */
  import: ((name: string) => string) | null;
  /** Which of the issuer's imports are of this language. */
  imports: RegExp;
  /** A line that holds a string: a host, a symbol. */
  constant(name: string, text: string): string;
  /** Harmless lines of the kind that stand around credentials. */
  filler: readonly string[];
  /** What must stand first in the file. */
  head: string;
  tail: string;
}

/** The ways of saying the issuer that stand outside of the lines with the credential. */
export const OUTSIDE: readonly Saying[] = ['name', 'import', 'host', 'file', 'folder', 'comment', 'nowhere'];

/** As `OUTSIDE`, for formats without comments and imports. */
export const BARE: readonly Saying[] = ['name', 'file', 'folder', 'nowhere'];

/** The whole file: head, what says the issuer, harmless lines, the credential, harmless lines. */
export function frame({
  leak,
  language,
  lines,
}: {
  leak: Leak;
  language: Language;
  lines: string[];
}): string {
  const noise = leak.random.shuffle(language.filler);
  const cut = leak.random.int(0, noise.length);
  const above = noise.slice(0, Math.min(cut, 4));
  const below = noise.slice(cut, cut + 4);
  return [language.head, ...sayings(leak, language), ...above, ...lines, ...below, language.tail]
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

/** The lines that say the issuer, where the leak says it by comment, import or host. */
export function sayings(leak: Leak, language: Language): string[] {
  if (leak.said === 'comment') return [language.comment(remark(leak))];
  if (leak.said === 'host' && leak.issuer.hosts.length > 0)
    return [language.constant('base_url', `https://${leak.random.pick(leak.issuer.hosts)}`)];
  if (leak.said !== 'import' || !language.import) return [];
  const names = importsFor(leak, language);
  return names.length > 0 ? [language.import(leak.random.pick(names))] : [];
}

/** The issuer's imports that this language could have. */
export function importsFor(leak: Leak, language: Language): string[] {
  return leak.issuer.imports.filter((name) => language.imports.test(name));
}

function remark(leak: Leak): string {
  const name = leak.issuer.words.includes(leak.word) ? leak.word : leak.issuer.name;
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return leak.random.pick([
    `${capital} credentials`,
    `keys for ${capital}`,
    `${capital} account`,
    `${capital} API`,
  ]);
}

const hash = (text: string): string => `# ${text}`;
const slashes = (text: string): string => `// ${text}`;

const none: Omit<Language, 'files' | 'comment' | 'constant'> = {
  import: null,
  imports: /^$/,
  filler: [],
  head: '',
  tail: '',
};

/** A language from what differs from the plainest one. */
export function language(
  parts: Pick<Language, 'files' | 'comment' | 'constant'> & Partial<Language>,
): Language {
  return { ...none, ...parts };
}

export const PYTHON = language({
  files: [
    'bot.py',
    'config.py',
    'src/main.py',
    'settings.py',
    'trader/client.py',
    'tests/test_client.py',
    'examples/run.py',
  ],
  comment: hash,
  import: (name) => `from ${name.replace(/-/g, '_')} import Client`,
  imports: /^(?!@|com\.|github)[a-z_][a-z0-9_.]*$/,
  constant: (name, text) => `${name.toUpperCase()} = '${text}'`,
  filler: [
    'import os',
    'import time',
    'import logging',
    'TIMEOUT = 30',
    "SYMBOL = 'BTC/USDT'",
    'log = logging.getLogger(__name__)',
    'RETRIES = 5',
    'leverage = 3',
  ],
});

export const JAVASCRIPT = language({
  files: [
    'index.js',
    'src/config.js',
    'bot.mjs',
    'lib/client.cjs',
    'test/client.test.js',
    'examples/order.js',
  ],
  comment: slashes,
  import: (name) => `const sdk = require('${name}');`,
  imports: /^(?!com\.|github\.com)(?:@[\w-]+\/)?[a-z][\w-]*$/,
  constant: (name, text) => `const ${name} = '${text}';`,
  filler: [
    "const fs = require('fs');",
    'const TIMEOUT = 30000;',
    "const symbol = 'BTC/USDT';",
    'let retries = 5;',
    "'use strict';",
  ],
});

export const TYPESCRIPT = language({
  ...JAVASCRIPT,
  files: ['src/index.ts', 'src/config.ts', 'client.ts', 'test/client.spec.ts', 'app/keys.ts', 'src/App.tsx'],
  import: (name) => `import { Client } from '${name}';`,
  filler: [
    'const TIMEOUT: number = 30_000;',
    "const symbol = 'BTC/USDT' as const;",
    "import { readFileSync } from 'node:fs';",
  ],
});

export const GO = language({
  files: [
    'main.go',
    'cmd/bot/main.go',
    'internal/config/config.go',
    'client_test.go',
    'pkg/exchange/client.go',
  ],
  comment: slashes,
  import: (name) => `import "${name}"`,
  imports: /^github\.com\/|^go-|-go$/,
  constant: (name, text) => `const ${name} = "${text}"`,
  filler: ['const timeout = 30', 'var symbol = "BTCUSDT"', 'var retries = 5'],
  head: 'package main',
});

export const RUST = language({
  files: ['src/main.rs', 'src/config.rs', 'examples/order.rs', 'tests/client.rs'],
  comment: slashes,
  import: (name) => `use ${name.replace(/-/g, '_')}::Client;`,
  imports: /^[a-z][a-z0-9_]*(?:[_-](?:rs|rust)[\w-]*)$/,
  constant: (name, text) => `const ${name.toUpperCase()}: &str = "${text}";`,
  filler: ['use std::time::Duration;', 'const TIMEOUT: u64 = 30;', 'const SYMBOL: &str = "BTCUSDT";'],
});

export const JAVA = language({
  files: [
    'src/main/java/app/Config.java',
    'src/main/java/app/TradingBot.java',
    'src/test/java/app/ClientTest.java',
  ],
  comment: slashes,
  import: (name) => `import ${name}.Client;`,
  imports: /^(?:com|org|io|info)\./,
  constant: (name, text) => `  private static final String ${name.toUpperCase()} = "${text}";`,
  filler: ['  private static final int TIMEOUT = 30;', '  private final String symbol = "BTCUSDT";'],
  tail: '}',
});

export const KOTLIN = language({
  files: ['src/main/kotlin/Config.kt', 'app/src/main/java/app/Keys.kt', 'build.gradle.kts'],
  comment: slashes,
  import: (name) => `import ${name}.Client`,
  imports: /^(?:com|org|io|info)\./,
  constant: (name, text) => `const val ${name.toUpperCase()} = "${text}"`,
  filler: ['const val TIMEOUT = 30', 'val symbol = "BTCUSDT"'],
});

export const CSHARP = language({
  files: ['Program.cs', 'Services/TradingService.cs', 'Config/Keys.cs', 'Tests/ClientTests.cs'],
  comment: slashes,
  import: (name) => `using ${name};`,
  imports: /^[A-Z]\w*\.\w+/,
  constant: (name, text) => `const string ${name} = "${text}";`,
  filler: ['using System;', 'const int Timeout = 30;', 'var symbol = "BTCUSDT";'],
});

export const CPP = language({
  files: ['src/main.cpp', 'include/config.h', 'src/client.cc', 'config.hpp', 'bot.c'],
  comment: slashes,
  constant: (name, text) => `static const char* ${name} = "${text}";`,
  filler: ['#include <string>', '#define TIMEOUT 30', 'static const int kRetries = 5;'],
});

export const PHP = language({
  files: ['config.php', 'src/Client.php', 'index.php', 'tests/ClientTest.php', 'wp-config.php'],
  comment: slashes,
  constant: (name, text) => `$${name} = '${text}';`,
  filler: ['$timeout = 30;', "$symbol = 'BTC/USDT';", "require 'vendor/autoload.php';"],
  head: '<?php',
});

export const RUBY = language({
  files: ['bot.rb', 'config/initializers/exchange.rb', 'lib/client.rb', 'spec/client_spec.rb'],
  comment: hash,
  import: (name) => `require ${single(name)}`,
  imports: /^(?!com\.|github|@)[a-z][\w-]*$/,
  constant: (name, text) => `${name.toUpperCase()} = '${text}'`,
  filler: ["require 'json'", 'TIMEOUT = 30', "SYMBOL = 'BTC/USDT'"],
});

export const SHELL = language({
  files: ['run.sh', 'scripts/deploy.sh', 'start.bash', '.bashrc', '.zshrc', '.bash_history', 'setup.sh'],
  comment: hash,
  constant: (name, text) => `${name.toUpperCase()}=${text}`,
  filler: ['set -e', 'cd ~/bot', 'export LANG=C', 'git pull', 'docker ps', 'ls -la'],
});

export const HASH_CONFIG = language({
  files: ['config.conf'],
  comment: hash,
  constant: (name, text) => `${name} = ${text}`,
});
