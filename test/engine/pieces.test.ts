import { describe, expect, it } from 'vitest';
import { madeValue, scan, seen } from './made.ts';

const SECRET = madeValue('binance', 'hmac-secret');
const ONLY_SECRET = [{ issuer: 'binance', values: { secret: SECRET } }];
/** Shorter than any run. */
const PIECES = SECRET.match(/.{1,11}/g)!;
const LONG = SECRET.match(/.{1,22}/g)!;

describe('a value in short pieces', () => {
  it.each([
    ['plus signs', 'bot.js', `const binanceSecret = ${PIECES.map((p) => `'${p}'`).join(' + ')};`],
    [
      'plus signs over lines',
      'Bot.java',
      `String BINANCE_SECRET = ${PIECES.map((p) => `"${p}"`).join('\n    + ')};`,
    ],
    [
      'a sign at the end of each line',
      'bot.go',
      `var binanceSecret = ${PIECES.map((p) => `"${p}"`).join(' +\n\t')}`,
    ],
    [
      'one assignment after the other',
      'bot.py',
      PIECES.map((p, n) => `binance_secret ${n === 0 ? '=' : '+='} "${p}"`).join('\n'),
    ],
    ['blanks', 'bot.c', `#define BINANCE_SECRET ${PIECES.map((p) => `"${p}"`).join(' ')}`],
    ['backslashes', 'bot.rb', `BINANCE_SECRET = ${PIECES.map((p) => `'${p}'`).join(' \\\n  ')}`],
    ['full stops', 'bot.php', `$binanceSecret = ${PIECES.map((p) => `'${p}'`).join(' . ')};`],
    ['two full stops', 'bot.lua', `local binance_secret = ${PIECES.map((p) => `"${p}"`).join(' .. ')}`],
    ['ampersands', 'bot.bas', `BinanceSecret = ${PIECES.map((p) => `"${p}"`).join(' & _\n    ')}`],
    ['bars', 'seed.sql', `UPDATE a SET binance_secret = ${PIECES.map((p) => `'${p}'`).join(' || ')};`],
    ['angles', 'bot.exs', `binance_secret = ${PIECES.map((p) => `"${p}"`).join(' <> ')}`],
    ['a method', 'bot.js', `const binanceSecret = '${PIECES.join("'.concat('")}');`],
    [
      'a builder',
      'bot.go',
      `var binanceSecret strings.Builder\n${PIECES.map((p) => `binanceSecret.WriteString("${p}")`).join('\n')}`,
    ],
    [
      'a block that builds',
      'Bot.kt',
      `val binanceSecret = buildString {\n${PIECES.map((p) => `    append("${p}")`).join('\n')}\n}`,
    ],
    ['an array', 'bot.js', `const binanceSecret = [${PIECES.map((p) => `'${p}'`).join(', ')}].join('');`],
    ['paste0', 'bot.R', `binance_secret <- paste0(${PIECES.map((p) => `"${p}"`).join(', ')})`],
    ['implode', 'bot.php', `$binanceSecret = implode('', [${PIECES.map((p) => `'${p}'`).join(', ')}]);`],
    ['%s', 'bot.py', `binance_secret = "%s%s%s" % (${PIECES.map((p) => `"${p}"`).join(', ')})`],
    [
      'characters',
      'bot.c',
      `char binance_secret[] = {${[...SECRET].map((c) => `'${c}'`).join(', ')}, '\\0'};`,
    ],
    [
      'plus signs, with a comment on each line',
      'bot.ts',
      `const binanceSecret = ${PIECES.map((p) => `'${p}'`).join(' + // a part, not all of it\n  ')};`,
    ],
    [
      'nothing but comments between',
      'bot.py',
      `binance_secret = (\n    ${PIECES.map((p) => `"${p}"`).join('  # a part\n    ')}\n)`,
    ],
    ['a string over lines', 'bot.js', `const binanceSecret = '${PIECES.join('\\\n')}';`],
    ['a variable over lines', 'run.sh', `export BINANCE_SECRET="${PIECES.join('\\\n')}"`],
  ])('is found, joined by %s', (_, path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual(ONLY_SECRET);
  });
});

describe('a value in pieces', () => {
  it.each([
    ['an array', 'bot.js', `const binanceSecret = [${LONG.map((p) => `'${p}'`).join(', ')}].join('');`],
    [
      'an array over lines',
      'bot.js',
      `const binanceSecret = [\n${LONG.map((p) => `  '${p}',`).join('\n')}\n].join('');`,
    ],
    ['a list in Python', 'bot.py', `BINANCE_SECRET = "".join([${LONG.map((p) => `"${p}"`).join(', ')}])`],
    [
      'a slice in Go',
      'bot.go',
      `binanceSecret := strings.Join([]string{${LONG.map((p) => `"${p}"`).join(', ')}}, "")`,
    ],
    ['a method', 'bot.js', `const binanceSecret = '${LONG.join("'.concat('")}');`],
    [
      'a builder',
      'Bot.java',
      `String binanceSecret = new StringBuilder("${LONG.join('").append("')}").toString();`,
    ],
    ['paste0', 'bot.R', `binance_secret <- paste0(${LONG.map((p) => `"${p}"`).join(', ')})`],
    ['SQL', 'seed.sql', `UPDATE a SET binance_secret = ${LONG.map((p) => `'${p}'`).join(' || ')};`],
  ])('is found in %s', (_, path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual(ONLY_SECRET);
  });

  it.each([
    ['a list', (pieces: string) => `BINANCE_SECRETS = [${pieces}]`, ', '],
    ['a path', (pieces: string) => `binance_secret = os.path.join(${pieces})`, ', '],
    ['a list with marks between', (pieces: string) => `binance_secret = ",".join([${pieces}])`, ', '],
    ['two variables', (pieces: string) => `binance_secret = ${pieces}`, ';\nother += '],
  ])('is not put together from short pieces in %s', (_, line, between) => {
    const text = line(PIECES.map((p) => `"${p}"`).join(between));
    expect(seen(scan(`${text}\n`, 'bot.py')).flatMap(({ values }) => Object.values(values))).not.toContain(
      SECRET,
    );
  });

  it('is no piece of a list that nothing joins', () => {
    const other = madeValue('binance', 'hmac-secret', 2);
    const found = scan(`BINANCE_SECRETS = ["${SECRET}", "${other}"]\n`, 'bot.py');
    expect(found.flatMap(({ parts }) => parts.map(({ value }) => value.expose()))).not.toContain(
      SECRET + other,
    );
  });
});
