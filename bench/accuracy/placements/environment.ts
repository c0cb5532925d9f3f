import { language } from '../languages.ts';
import { isBare, isOneLine, type Placement } from '../leak.ts';
import { between } from '../marks.ts';
import { fields } from '../names.ts';
import { double, single } from '../quoting.ts';
import { code } from './define.ts';

const ENV = language({
  files: [
    '.env',
    '.env.local',
    '.env.production',
    '.env.dev',
    '.env.test',
    '.env.bak',
    '.env.old',
    'env.txt',
    'prod.env',
    '.envrc',
    '.env.dist',
    '.env.example',
    '.env.save',
    '.dev.vars',
    'config.env',
  ],
  comment: (text) => `# ${text}`,
  constant: (name, text) => `${name.toUpperCase()}=${text}`,
  filler: ['NODE_ENV=production', 'PORT=3000', 'LOG_LEVEL=debug', 'SYMBOL=BTCUSDT', 'DRY_RUN=false', ''],
});
const ini = (files: string[]): ReturnType<typeof language> =>
  language({
    files,
    comment: (text) => `; ${text}`,
    constant: (name, text) => `${name} = ${text}`,
    filler: ['timeout = 30', 'symbol = BTCUSDT', 'debug = false'],
  });
const INI = ini(['config.ini', 'settings.ini', 'bot.cfg', 'setup.cfg']);
const PROPERTIES = language({
  ...ini(['application.properties', 'config.properties', 'gradle.properties', 'local.properties']),
  comment: (t) => `# ${t}`,
  constant: (n, t) => `${n}=${t}`,
});
const TOML = language({
  files: [
    'config.toml',
    'secrets.toml',
    '.streamlit/secrets.toml',
    'Settings.toml',
    'fly.toml',
    'netlify.toml',
  ],
  comment: (text) => `# ${text}`,
  constant: (name, text) => `${name} = "${text}"`,
  filler: ['timeout = 30', 'symbol = "BTCUSDT"', 'debug = false'],
});

/** Environment files and the flat configuration formats. */
export const environment: Placement[] = [
  code('env/bare', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value}`), {
    fits: isOneLine,
  }),
  code('env/double-quoted', ENV, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name}=${double(f.value)}`),
  ),
  code('env/single-quoted', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}='${f.value}'`)),
  code('env/multi-line', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}="${f.value}"`)),
  code('env/spaces', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name} = ${f.value}`), {
    fits: isOneLine,
  }),
  code('env/export', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `export ${f.name}=${f.value}`), {
    fits: isBare,
  }),
  code(
    'env/inline-comment',
    ENV,
    (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value} # do not share`),
    { fits: isBare },
  ),
  code('env/lower-case', ENV, (leak) => fields(leak, 'snake').map((f) => `${f.name}=${f.value}`), {
    fits: isOneLine,
  }),
  code('env/commented-out', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `#${f.name}=${f.value}`), {
    fits: isOneLine,
  }),
  code('env/colon', ENV, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}: ${f.value}`), {
    fits: isOneLine,
  }),
  code(
    'env/front-end-prefix',
    ENV,
    (leak) => {
      const prefix = leak.random.pick(['NEXT_PUBLIC_', 'VITE_', 'REACT_APP_', 'EXPO_PUBLIC_', 'NUXT_']);
      return fields(leak, 'SCREAMING').map((f) => `${prefix}${f.name}=${f.value}`);
    },
    { fits: isOneLine },
  ),
  code(
    'ini/section',
    INI,
    (leak) => [
      `[${leak.said === 'key' ? leak.word : 'api'}]`,
      ...fields(leak, 'snake').map((f) => `${f.name} = ${f.value}`),
    ],
    { fits: isOneLine, says: ['key', 'name', 'comment', 'file', 'folder', 'nowhere'] },
  ),
  code(
    'ini/section-no-spaces',
    INI,
    (leak) => [
      `[${leak.word.toUpperCase()}]`,
      ...fields(leak, 'camel').map((f) => `${f.name}=${f.value}`),
      '[database]',
      'host=localhost',
    ],
    { fits: isOneLine, says: ['key'] },
  ),
  code('ini/quoted', INI, (leak) => [
    '[credentials]',
    ...fields(leak, 'snake').map((f) => `${f.name} = ${double(f.value)}`),
  ]),
  code(
    'ini/colon',
    INI,
    (leak) => [`[${leak.word}]`, ...fields(leak, 'snake').map((f) => `${f.name}: ${f.value}`)],
    { fits: isOneLine, says: ['key'] },
  ),
  code(
    'properties/dotted',
    PROPERTIES,
    (leak) =>
      fields(leak, 'kebab').map(
        (f) => `${leak.said === 'key' ? `${leak.word}.` : 'bot.'}${f.name}=${f.value}`,
      ),
    { fits: isOneLine, says: ['key', 'name', 'comment', 'file'] },
  ),
  code(
    'properties/escaped',
    PROPERTIES,
    (leak) =>
      fields(leak, 'camel').map((f) => `${f.name}=${between(f.value, (t) => t.replace(/[=:]/g, '\\$&'))}`),
    { fits: isOneLine, says: ['name', 'comment', 'folder'] },
  ),
  code('toml/flat', TOML, (leak) => fields(leak, 'snake').map((f) => `${f.name} = ${double(f.value)}`)),
  code(
    'toml/table',
    TOML,
    (leak) => [
      `[exchanges.${leak.word}]`,
      ...fields(leak, 'snake').map((f) => `${f.name} = ${double(f.value)}`),
    ],
    { says: ['key'] },
  ),
  code(
    'toml/inline-table',
    TOML,
    (leak) => [
      `${leak.word} = { ${fields(leak, 'snake')
        .map((f) => `${f.name} = ${double(f.value)}`)
        .join(', ')} }`,
    ],
    { says: ['key'] },
  ),
  code(
    'toml/array-of-tables',
    TOML,
    (leak) => [
      '[[accounts]]',
      `exchange = "${leak.word}"`,
      ...fields(leak, 'snake').map((f) => `${f.name} = ${single(f.value)}`),
    ],
    { says: ['sibling'] },
  ),
  code('toml/multi-line', TOML, (leak) => fields(leak, 'snake').map((f) => `${f.name} = """\n${f.value}"""`)),
];
