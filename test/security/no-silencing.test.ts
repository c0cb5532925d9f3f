import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysweep, leak } from '../cli/keysweep.ts';
import { madeUp } from '../findings/make.ts';
import { type Scratch, scratchRepository, writeFiles } from '../git/scratch.ts';
import { SOUND } from '../rules/documents.ts';

const LEAK = leak(1);
const LINES = LEAK.trimEnd().split('\n');
const SECRET = LINES[1]!.split('=')[1]!;
const MIB = 1024 * 1024;
/** Base64 of a line that says it all, as long as the data it stands among. */
const WRAPPED = Buffer.from(`BINANCE_API_SECRET="${SECRET}"\n`).toString('base64');

interface Trick {
  name: string;
  files: Record<string, string | Uint8Array>;
  /** What the change does besides adding the files. */
  also?(repository: Scratch): void;
  /** Set where a scan of all objects looks for it in a way of its own. */
  alsoInHistory?: boolean;
  /** Set where a scan of the tree counts it as binary, unlike whoever judges a change. */
  isOpaqueInTree?: boolean;
}

/** As compressed data goes: nothing in it reads as text. */
const IMAGE = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  Buffer.from(Array.from({ length: 3000 }, (_, at) => (at % 3 === 0 ? 0x41 + (at % 26) : 0x80 + (at % 100)))),
]);
const escaped = (toText: (code: number) => string) =>
  Array.from(SECRET, (c) => toText(c.charCodeAt(0))).join('');
const hex = (code: number) => code.toString(16).padStart(2, '0');
const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const named = (name: string) => ({ [name]: LEAK });
const assigned = (value: string) => `# binance\nBINANCE_API_SECRET = ${value}\n`;

/** What the author of a change can do so that their own leak is not seen. Each has to be seen. */
const TRICKS: Trick[] = [
  { name: 'nothing', files: named('bot.env') },
  { name: 'the attribute -diff', files: { ...named('bot.env'), '.gitattributes': '* -diff\n' } },
  { name: 'the attribute binary', files: { ...named('bot.env'), '.gitattributes': '* binary\n' } },
  { name: 'a diff driver', files: { ...named('bot.env'), '.gitattributes': '* diff=none filter=none\n' } },
  {
    name: 'vendored and generated code',
    files: {
      ...named('bot.env'),
      '.gitattributes': '* linguist-vendored linguist-generated export-ignore\n',
    },
  },
  { name: 'an ignore file over a tracked file', files: { ...named('bot.env'), '.gitignore': '*\n' } },
  {
    name: 'ignore files of other tools',
    files: { ...named('bot.env'), '.ignore': '*\n', '.gitleaksignore': '*\n', '.npmignore': '*\n' },
  },
  { name: 'UTF-16 with a mark', files: { 'bot.env': wide(LEAK) } },
  { name: 'UTF-16 without a mark', files: { 'bot.env': wide(LEAK).subarray(2) } },
  { name: 'UTF-16, big end first', files: { 'bot.env': wide(LEAK).swap16() } },
  {
    name: 'UTF-16 behind another script',
    files: { 'bot.env': wide(`${'交易所'.repeat(400)}\n${LEAK}`).subarray(2) },
  },
  {
    name: 'UTF-16 behind plain text, as PowerShell appends it',
    files: { 'bot.env': Buffer.concat([Buffer.from('# filler\n'.repeat(200)), wide(LEAK).subarray(2)]) },
  },
  ...['fffe', 'feff', 'fffe0000'].map(
    (mark): Trick => ({
      name: `plain text behind the mark of another encoding, ${mark}`,
      files: { 'bot.env': Buffer.concat([Buffer.from(mark, 'hex'), Buffer.from(LEAK)]) },
    }),
  ),
  {
    name: 'plain text behind UTF-16',
    files: { 'bot.env': Buffer.concat([wide('# filler\n'.repeat(200)), Buffer.from(LEAK)]) },
  },
  {
    name: 'UTF-32',
    files: { 'bot.env': Buffer.from(wide(LEAK).toString('binary').replace(/../gs, '$&\0\0'), 'binary') },
  },
  { name: 'a mark before UTF-8', files: { 'bot.env': `\ufeff${LEAK}` } },
  { name: 'a NUL byte', files: { 'bot.env': `\0${LEAK}\0` } },
  { name: 'many NUL bytes', files: { 'bot.env': `${'\0'.repeat(5000)}\n${LEAK}` } },
  {
    name: 'bytes that are no text',
    files: { 'bot.env': Buffer.concat([Buffer.from([0xff, 0xc0, 0x80, 10]), Buffer.from(LEAK)]) },
  },
  { name: 'the signature of a PDF', files: { 'bot.env': `%PDF-1.7\n${LEAK}` } },
  { name: 'the signature of an image', files: { 'bot.env': `GIF87a\n${LEAK}` } },
  ...['89504e470d0a1a0a', '1f8b08', '504b0304', '7f454c46', 'ffd8ff'].map(
    (hex): Trick => ({
      name: `a signature that is no text, ${hex}`,
      files: { 'bot.env': Buffer.concat([Buffer.from(`${hex}0a`, 'hex'), Buffer.from(LEAK)]) },
    }),
  ),
  {
    name: 'an image before it',
    files: { 'bot.png': Buffer.concat([IMAGE, Buffer.from(LEAK), IMAGE]) },
    isOpaqueInTree: true,
  },
  {
    name: 'the form of an LFS pointer',
    files: { 'bot.env': `version https://git-lfs.github.com/spec/v1\n${LEAK}` },
  },
  {
    name: 'a zero-width character in the value',
    files: { 'bot.env': assigned(`"${SECRET.slice(0, 30)}\u200b${SECRET.slice(30)}"`) },
  },
  ...['\u034f', '\ufe0f', '\u3164', '\u{e0020}'].map(
    (character): Trick => ({
      name: `U+${character.codePointAt(0)!.toString(16)} all through the value`,
      files: { 'bot.env': assigned(`"${[...SECRET].join(character)}"`) },
    }),
  ),
  {
    name: 'wide letters in the names',
    files: {
      'bot.py': LEAK.replace(/[A-Z_]+(?==)/g, (name) =>
        name.replace(/[A-Z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
      ),
    },
  },
  {
    name: 'escapes in the names',
    files: { 'bot.json': `{"\\u0062inance": {"s\\u0065cr\\u0065t": "${SECRET}"}}\n` },
  },
  { name: 'NUL bytes between the lines', files: { 'bot.env': LEAK.replaceAll('\n', '\0') } },
  {
    name: 'many parameters before it',
    files: {
      'url.txt': `https://api.binance.com/?${'a=1&'.repeat(80)}apiSecret=${SECRET}${'&a=1'.repeat(80)}\n`,
    },
  },
  {
    name: 'Cyrillic letters in the names',
    files: {
      'bot.env': LEAK.replaceAll('A', '\u0410')
        .replaceAll('E', '\u0415')
        .replace(/(?<==).*/g, (value) => value.replaceAll('\u0410', 'A').replaceAll('\u0415', 'E')),
    },
  },
  {
    name: 'base64',
    files: {
      'secret.yaml': `# binance\nkind: Secret\ndata:\n  BINANCE_API_KEY: ${Buffer.from(LINES[0]!.split('=')[1]!).toString('base64')}\n  BINANCE_API_SECRET: ${Buffer.from(SECRET).toString('base64')}\n`,
    },
  },
  { name: 'base64 of the whole file', files: { 'bot.env': base64(LEAK) } },
  { name: 'base64 six times over', files: { 'bot.env': [...'123456'].reduce(base64, LEAK) } },
  {
    name: 'base64 over several lines',
    files: { 'bot.env': base64(`# filler\n${LEAK}`).replace(/.{40}/g, '$&\n') },
  },
  { name: 'base64 of a text with other letters', files: { 'bot.env': base64(`# clé\n${LEAK}`) } },
  { name: 'base64 of UTF-16', files: { 'run.ps1': wide(LEAK).subarray(2).toString('base64') } },
  { name: 'hexadecimal digits of the file', files: { 'bot.env': Buffer.from(LEAK).toString('hex') } },
  { name: 'escapes of bytes', files: { 'bot.py': assigned(`"${escaped((c) => `\\x${hex(c)}`)}"`) } },
  { name: 'unicode escapes', files: { 'bot.py': assigned(`"${escaped((c) => `\\u00${hex(c)}`)}"`) } },
  { name: 'octal escapes', files: { 'bot.py': assigned(`"${escaped((c) => `\\${c.toString(8)}`)}"`) } },
  { name: 'escapes of code points', files: { 'bot.js': assigned(`"${escaped((c) => `\\u{${hex(c)}}`)}"`) } },
  {
    name: 'long escapes of code points',
    files: { 'bot.py': assigned(`"${escaped((c) => `\\U000000${hex(c)}`)}"`) },
  },
  {
    name: 'one escaped character in the value',
    files: {
      'bot.py': assigned(`"${SECRET.slice(0, 30)}\\${SECRET.charCodeAt(30).toString(8)}${SECRET.slice(31)}"`),
    },
  },
  { name: 'percent signs', files: { 'bot.py': assigned(`"${escaped((c) => `%${hex(c)}`)}"`) } },
  {
    name: 'entities',
    files: {
      'bot.html': `<!-- binance --><a data-x="${LINES.map((line) => `${line.replace('=', '=&quot;')}&quot;`).join(' ')}">\n`,
    },
  },
  {
    name: 'entities with zeros before the number',
    files: { 'bot.html': assigned(`"${escaped((c) => `&#000${c};`)}"`) },
  },
  {
    name: 'percent signs around all but the values',
    files: { 'bot.html': `<a href="data:text/plain,${encodeURIComponent(LEAK)}">\n` },
  },
  {
    name: 'bold letters of mathematics in the names',
    files: {
      'bot.py': LEAK.replace(/[A-Z_]+(?==)/g, (name) =>
        name.replace(/[A-Z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x41 + 0x1d400)),
      ),
    },
  },
  {
    name: 'a string in two pieces',
    files: { 'bot.py': assigned(`"${SECRET.slice(0, 30)}" + "${SECRET.slice(30)}"`) },
  },
  {
    name: 'a string over several lines',
    files: { 'bot.py': assigned(`("${SECRET.slice(0, 30)}"\n    "${SECRET.slice(30)}")`) },
  },
  { name: 'old line ends', files: { 'bot.env': LEAK.replaceAll('\n', '\r') } },
  ...[
    'test/fixtures',
    'examples',
    'vendor/lib',
    'node_modules/pkg',
    'third_party',
    'dist',
    '.github',
    'docs',
    '__pycache__',
  ].map((folder): Trick => ({ name: `a folder called ${folder}`, files: named(`${folder}/bot.env`) })),
  ...[
    'bundle.min.js',
    'package-lock.json',
    'logo.svg',
    'bot.pyc',
    'photo.png',
    '.env.example',
    'a.lock',
    'x.map',
  ].map((file): Trick => ({ name: `a file called ${file}`, files: named(file) })),
  {
    name: 'a line of megabytes',
    files: {
      'bot.js': `var a="${'x y,'.repeat(MIB / 2)}";${LINES.map((line) => line.replace('=', '="')).join('";')}";`,
    },
  },
  ...['CERTIFICATE', 'PGP MESSAGE', 'PRIVATE KEY'].map(
    (what): Trick => ({
      name: `what begins and ends a ${what} around it`,
      files: { 'bot.env': `-----BEGIN ${what}-----\n\n${LEAK}-----END ${what}-----\n` },
    }),
  ),
  ...[10, 1000].map(
    (count): Trick => ({
      name: `what begins a key, ${count} times over`,
      files: { 'bot.env': `${'-----BEGIN EC PRIVATE KEY-----a'.repeat(count)}\n${LEAK}` },
    }),
  ),
  {
    name: 'what clears the line in a terminal behind it',
    files: { 'bot.env': `BINANCE_API_SECRET=${SECRET}\u001b[2K\u001b[1G# nothing\n` },
  },
  {
    name: 'an entity for the equals sign',
    files: { 'bot.html': `<p>BINANCE_API_SECRET&equals;${SECRET}</p>\n` },
  },
  {
    name: 'a heading that keystores have, too',
    files: { 'bot.yaml': `crypto:\n  binance:\n    secret: ${SECRET}\n` },
  },
  { name: 'a key that only begins', files: { 'bot.env': `-----BEGIN PRIVATE KEY-----\n${LINES[1]}\n` } },
  {
    name: 'the beginning of a picture in a line before it',
    files: { 'bot.env': `# data:image/png;base64,\n${LEAK}` },
  },
  { name: 'a comment', files: { 'bot.py': LINES.map((line) => `# ${line}`).join('\n') } },
  { name: 'a name with an odd byte', files: { 'b\u200bot\u202e.env': LEAK } },
  {
    name: 'words that look like a placeholder nearby',
    files: { 'bot.env': `# example dummy placeholder your_key_here changeme\n${LEAK}` },
  },
  {
    name: 'comments for other scanners',
    files: {
      'bot.env': LINES.map((line) => `${line} # gitleaks:allow nosec pragma: allowlist secret`).join('\n'),
    },
  },
  ...['aB3dE'.repeat(13).slice(0, 64), `EXAMPLE${madeUp(9).slice(7)}`].map(
    (filler): Trick => ({
      name: `a long row of fillers before it, ${filler.slice(0, 9)}…`,
      files: {
        'bot.env': `${`BINANCE_API_SECRET="${filler}"\n`.repeat(20)}BINANCE_API_SECRET="${SECRET}"\n`,
      },
    }),
  ),
  {
    name: 'a long row of random data before it, where it needs no name',
    files: {
      'list.py': `x = [\n${[...Array(20).keys()].map((seed) => `  "${madeUp(seed, WRAPPED.length)}",\n`).join('')}  "${WRAPPED}",\n]\n`,
    },
  },
  ...[' ', '\t', '\n', ' \u{a0}\u{200b}\u{3000}'].map(
    (blanks): Trick => ({
      name: `the value far to the right or below, behind ${JSON.stringify(blanks)}`,
      files: { 'bot.py': assigned(`(${blanks.repeat(10_000)}"${SECRET}")`) },
    }),
  ),
  ...['\u{a0}', '\u{2003}', '\u{3000}'].map(
    (space): Trick => ({
      name: `spaces that are U+${space.codePointAt(0)!.toString(16)} before the value`,
      files: { 'bot.js': `const BINANCE_API_SECRET =${space.repeat(12)}"${SECRET}";\n` },
    }),
  ),
  {
    name: 'wide letters in the value',
    files: {
      'bot.py': assigned(
        `"${Array.from(SECRET, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)).join('')}"`,
      ),
    },
    alsoInHistory: true,
  },
  {
    name: 'a link whose target it is',
    files: {},
    also: ({ folder, git }) => {
      symlinkSync(`BINANCE_API_SECRET=${SECRET}`, join(folder, 'bot'));
      git('add', 'bot');
    },
  },
  {
    name: 'a working copy that is clean again',
    files: named('bot.env'),
    also: ({ folder }) => writeFileSync(join(folder, 'bot.env'), 'clean\n'),
  },
  {
    name: 'a flag on the index entry',
    files: named('bot.env'),
    also: ({ git }) => git('update-index', '--skip-worktree', '--assume-unchanged', 'bot.env'),
  },
];
/** Only the working tree can be clean again, and then it is. */
const NOT_IN_TREE = new Set(['a working copy that is clean again']);

describe('a change cannot hide its own leak with', () => {
  it.each(TRICKS)('$name', ({ name, files, also, isOpaqueInTree, alsoInHistory }) => {
    const repository = scratchRepository();
    const { folder, git } = repository;
    const base = repository.commit({ 'readme.txt': 'nothing\n' });
    repository.stage(files);
    also?.(repository);
    expect(keysweep(['staged'], { cwd: folder }).status).toBe(1);
    if (!NOT_IN_TREE.has(name) && !isOpaqueInTree) expect(keysweep(['scan'], { cwd: folder }).status).toBe(1);
    git('commit', '-q', '--no-verify', '-m', 'add');
    expect(keysweep(['range', `${base}..HEAD`], { cwd: folder }).status).toBe(1);
    if (alsoInHistory) expect(keysweep(['history'], { cwd: folder }).status).toBe(1);
  });

  it('a rename to a path that looks vendored', () => {
    const repository = scratchRepository();
    const { folder, git } = repository;
    repository.commit({ 'bot.env': 'A=1\nB=2\nC=3\nD=4\nE=5\nF=6\n' });
    git('config', 'diff.renames', 'copies');
    rmSync(join(folder, 'bot.env'));
    repository.stage({ 'vendor/bot.env': `A=1\nB=2\nC=3\nD=4\nE=5\nF=6\n${LEAK}` });
    git('add', '-A');
    expect(keysweep(['staged'], { cwd: folder }).status).toBe(1);
    git('commit', '-q', '--no-verify', '-m', 'move');
    expect(keysweep(['range', 'HEAD'], { cwd: folder }).status).toBe(1);
  });

  it('a later commit that takes it out again, or a merge that alone holds it', () => {
    const repository = scratchRepository();
    const { folder, git, commit, stage } = repository;
    const base = commit({ 'readme.txt': 'nothing\n' });
    commit({ 'bot.env': LEAK });
    const last = commit({ 'bot.env': 'clean\n' });
    expect(keysweep(['range', `${base}..HEAD`], { cwd: folder }).status).toBe(1);
    git('checkout', '-q', '-b', 'side', last);
    commit({ other: 'x\n' });
    git('checkout', '-q', 'main');
    commit({ more: 'y\n' });
    git('merge', '-q', '--no-commit', 'side');
    stage({ 'merged.env': leak(2) });
    git('commit', '-q', '--no-verify', '-m', 'merge');
    expect(keysweep(['range', `${last}..HEAD`], { cwd: folder }).status).toBe(1);
  });

  it('a name that comes a commit after the value, with both gone at the end', () => {
    const { folder, commit } = scratchRepository();
    const base = commit({ 'readme.txt': 'nothing\n' });
    commit({ 'bot.py': `text = (\n"${SECRET}")\n` });
    expect(keysweep(['range', `${base}..HEAD`], { cwd: folder }).status).toBe(0);
    const named = commit({ 'bot.py': `BINANCE_API_SECRET = (\n"${SECRET}")\n` });
    const last = commit({ 'bot.py': 'clean\n' });
    expect(keysweep(['range', `${base}..${last}`], { cwd: folder }).status).toBe(1);
    const edited = commit({ 'old.py': `BINANCE_API_SECRET = (\n"${SECRET}")\n` }, 'old');
    commit({ 'old.py': `BINANCE_API_SECRET = (  # one more word\n"${SECRET}")\n` });
    expect(keysweep(['range', `${edited}..HEAD`], { cwd: folder }).status).toBe(0);
    expect(keysweep(['range', named], { cwd: folder }).status).toBe(1);
  });

  it('a replacement of the object', () => {
    const { folder, git, commit } = scratchRepository();
    const base = commit({ 'readme.txt': 'nothing\n' });
    commit({ 'bot.env': LEAK });
    git('replace', git('rev-parse', 'HEAD:bot.env'), git('rev-parse', 'HEAD:readme.txt'));
    for (const args of [['range', `${base}..HEAD`], ['history']]) {
      expect(keysweep(args, { cwd: folder }).status).toBe(1);
    }
  });
});

describe('what could not be read is told and exits with 3', () => {
  it('a text in texts, each with words beside it', () => {
    const folder = scratchRepository().folder;
    const wrap = (text: string) => `# a word\nPAYLOAD=${base64(text)}\n`;
    const status = (times: number) => {
      writeFiles(folder, { 'bot.txt': [...Array(times)].reduce(wrap, LEAK) });
      return keysweep(['scan'], { cwd: folder }).status;
    };
    expect([status(0), status(3), status(8), status(9), status(20)]).toEqual([1, 1, 1, 3, 3]);
  });

  it('a file above the limit', () => {
    const repository = scratchRepository();
    repository.commit({ 'readme.txt': 'nothing\n' });
    repository.stage({ 'big.env': `${'# filler\n'.repeat(200)}${LEAK}` });
    writeFiles(repository.folder, { 'limit.json': '{"maxFileSize": "1 KB"}' });
    const { status, stdout } = keysweep(['scan', '--config', 'limit.json', '--format', 'json'], {
      cwd: repository.folder,
    });
    expect(status).toBe(3);
    expect(JSON.parse(stdout).coverage.skipped).toMatchObject([{ reason: 'too-large', count: 1 }]);
  });
});

/** What the author of a change can do to have their own scan look away, where the base of the change decides. */
describe('under a policy a change cannot silence its own scan with', () => {
  const MARK = ['keysweep', 'allow'].join(':');
  const allowed = LINES.map((line) => `${line} # ${MARK} fine`).join('\n');
  const shared = { 'readme.txt': 'nothing\n' };

  interface Case {
    name: string;
    base?: Record<string, string>;
    change: Record<string, string>;
    told: string;
    issuer?: string;
  }
  const CASES: Case[] = [
    {
      name: 'a configuration',
      change: { ...named('bot.env'), '.keysweep.json': '{"minSeverity": "critical", "issuers": ["okx"]}' },
      told: 'This change touches .keysweep.json',
    },
    {
      name: 'a broken configuration',
      change: { ...named('bot.env'), '.keysweep.json': '{' },
      told: 'This change touches .keysweep.json',
    },
    {
      name: 'a configuration in the place of the one it had',
      base: { '.keysweep.json': '{"minConfidence": "possible"}' },
      change: { ...named('bot.env'), '.keysweep.json': '{"issuers": ["okx"]}' },
      told: 'This change touches .keysweep.json',
    },
    { name: 'an inline allow', change: { 'bot.env': allowed }, told: `${MARK} is not honoured` },
    {
      name: 'a remark that the values are made up',
      change: { 'bot.env': LINES.map((line) => `${line}  # noqa: mock`).join('\n') },
      told: 'nor a remark that a value is made up',
    },
    {
      name: 'an inline allow that stood there before, on the line above',
      base: { 'bot.env': `# ${MARK} sample\nA=1\n` },
      change: { 'bot.env': `# ${MARK} sample\n${LINES[1]}\n` },
      told: `${MARK} is not honoured`,
    },
    {
      name: 'a rule file that knows the issuer no more',
      base: { '.keysweep.json': '{"rules": ["rules"]}', 'rules/acme.yaml': SOUND },
      change: { 'acme.env': `ACME_SECRET=${madeUp(3, 40)}\n`, 'rules/acme.yaml': '# gone\n' },
      told: 'This change touches rules',
      issuer: 'Acme',
    },
  ];

  it.each(CASES)('$name', ({ base = {}, change, told, issuer = 'Binance' }) => {
    const repository = scratchRepository();
    const start = repository.commit({ ...shared, ...base });
    repository.commit(change);
    const { status, stdout } = keysweep(['range', `${start}..HEAD`, '--policy', start], {
      cwd: repository.folder,
    });
    expect(stdout.replace(/\s+/g, ' ')).toContain(told);
    expect(stdout).toContain(issuer);
    expect(status).toBe(1);
  });

  it('a baseline, which counts as soon as it stands in the base', () => {
    const repository = scratchRepository();
    const { folder, commit } = repository;
    const start = commit(shared);
    commit(named('bot.env'));
    const first = keysweep(['range', `${start}..HEAD`, '--policy', start], { cwd: folder });
    const id = /ks1-[0-9a-f]{32}/.exec(first.stdout)?.[0];
    commit({ '.keysweep-baseline': `${id} fine\n` });
    const own = keysweep(['range', `${start}..HEAD`, '--policy', start], { cwd: folder });
    expect(own.status).toBe(1);
    expect(own.stdout).toContain('This change touches .keysweep-baseline');
    expect(keysweep(['range', `${start}..HEAD`, '--policy', 'HEAD'], { cwd: folder }).status).toBe(0);
    expect(keysweep(['range', `${start}..HEAD`], { cwd: folder }).status).toBe(0);
  });

  it('files on disk that no commit has', () => {
    const repository = scratchRepository();
    const start = repository.commit(shared);
    repository.commit(named('bot.env'));
    writeFiles(repository.folder, { '.keysweep.json': '{"issuers": ["okx"]}' });
    const cwd = repository.folder;
    expect(keysweep(['range', `${start}..HEAD`], { cwd }).status).toBe(0);
    expect(keysweep(['range', `${start}..HEAD`, '--policy', start], { cwd }).status).toBe(1);
    expect(keysweep(['range', `${start}..HEAD`, '--policy', '0'.repeat(40)], { cwd }).status).toBe(1);
  });

  it('nothing, but whoever runs it may let comments count', () => {
    const repository = scratchRepository();
    const start = repository.commit(shared);
    repository.commit({ 'bot.env': allowed });
    const args = ['range', `${start}..HEAD`, '--policy', start, '--inline-allow'];
    expect(keysweep(args, { cwd: repository.folder }).status).toBe(0);
  });

  it('a base that moves on: what others changed there is not told of this change', () => {
    const repository = scratchRepository();
    const { folder, git, commit } = repository;
    commit(shared);
    git('checkout', '-q', '-b', 'side');
    commit({ 'a.txt': 'x\n' });
    git('checkout', '-q', 'main');
    commit({ '.keysweep.json': '{}' });
    const { status, stdout } = keysweep(['range', 'main..side', '--policy', 'main'], { cwd: folder });
    expect(stdout).not.toContain('This change touches');
    expect(status).toBe(0);
  });
});

/** docs/threats.md says the same: whoever judges strangers' changes brings configuration and baseline along. */
describe('what counts inside the scanned tree', () => {
  const silenced = { '.keysweep.json': '{"exclude": ["*"]}', 'bot.env': LEAK };

  it('is its configuration, unless another one is named', () => {
    const repository = scratchRepository();
    repository.commit(silenced);
    writeFiles(repository.folder, { '../own.json': '{}' });
    const cwd = repository.folder;
    const { status, stdout } = keysweep(['scan', '--format', 'json'], { cwd });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).coverage.skipped).toMatchObject([{ reason: 'excluded', count: 2 }]);
    expect(keysweep(['scan', '--config', '../own.json'], { cwd }).status).toBe(1);
    rmSync(join(cwd, '../own.json'));
  });

  it('is an inline allow and a baseline, and both are counted', () => {
    const repository = scratchRepository();
    const mark = ['keysweep', 'allow'].join(':');
    repository.commit({ 'bot.env': LINES.map((line) => `${line} # ${mark}`).join('\n') });
    const { status, stdout } = keysweep(['scan', '--format', 'json'], { cwd: repository.folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).suppressed).toHaveLength(1);
  });

  it('is no program: a configuration that is code is not looked at', () => {
    const repository = scratchRepository();
    repository.commit({
      ...named('bot.env'),
      'keysweep.config.js': 'process.exit(0)',
      '.keysweep.js': 'process.exit(0)',
      '.keysweeprc': '{"exclude": ["*"]}',
      'package.json': '{"keysweep": {"exclude": ["*"]}}',
      '.npmrc': 'node-options=--require ./keysweep.config.js\n',
    });
    expect(keysweep(['scan'], { cwd: repository.folder }).status).toBe(1);
  });
});
