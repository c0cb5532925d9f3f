import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { growth, madeValue, scan, textAt } from './made.ts';

/** Of a hundred: words are looked for at every few dozen bytes only, and may stand between. */
const LEAST = 70;

/** How people and programs write a phrase. */
const FORMS: [string, (words: readonly string[]) => string][] = [
  ['bare', (words) => words.join(' ')],
  ['an assignment', (words) => `MNEMONIC="${words.join(' ')}"`],
  ['prose', (words) => `My wallet, do not lose: ${words.join(' ')}. Ask Zoë\n`],
  ['a JSON array', (words) => JSON.stringify({ mnemonic: words })],
  ['a JSON array over lines', (words) => JSON.stringify({ mnemonic: words }, null, 4)],
  ['one word a line', (words) => words.join('\n')],
  ['one word a line, Windows', (words) => words.join('\r\n')],
  ['a numbered list', (words) => words.map((word, n) => `${n + 1}. ${word}`).join('\n')],
  ['a numbered list in one line', (words) => words.map((word, n) => `${n + 1}) ${word}`).join('  ')],
  ['a table', (words) => words.map((word, n) => `| ${n + 1} | ${word} |`).join('\n')],
  ['a list of dashes', (words) => words.map((word) => `- ${word}`).join('\n')],
  ['commas', (words) => words.join(', ')],
  ['commas without blanks', (words) => words.join(',')],
  ['semicolons', (words) => words.join(';')],
  ['bars', (words) => words.join(' | ')],
  ['several blanks', (words) => words.join('   ')],
  ['tabs', (words) => words.join('\t')],
  ['quotes', (words) => words.map((word) => `'${word}'`).join(' ')],
  ['capitals', (words) => words.join(' ').toUpperCase()],
  ['a capital each', (words) => words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')],
  ['hyphens', (words) => `mnemonic: ${words.join('-')}`],
  ['underscores', (words) => `MNEMONIC=${words.join('_')}`],
  ['full stops', (words) => words.join('.')],
  ['slashes', (words) => words.join(' / ')],
  ['a query', (words) => `https://example.org/import?mnemonic=${words.join('+')}`],
  ['percent signs', (words) => `GET /import?seed_phrase=${words.join('%20')} HTTP/1.1`],
  ['elements of HTML', (words) => words.map((word) => `<li>${word}</li>`).join('')],
  [
    'elements with numbers',
    (words) => words.map((word, n) => `<li><span class="n">${n + 1}</span><b>${word}</b></li>`).join('\n'),
  ],
  ['cells', (words) => `<tr>${words.map((word, n) => `<td>${n + 1}</td><td>${word}</td>`).join('')}</tr>`],
  [
    'two columns',
    (words) => {
      const half = words.length / 2;
      const left = words.slice(0, half);
      return left
        .map((word, n) => `${n + 1}. ${word.padEnd(12)}${n + 1 + half}. ${words[n + half]}`)
        .join('\n');
    },
  ],
  ['one name for each word', (words) => words.map((word, n) => `word${n + 1}=${word}`).join('\n')],
  [
    'two strings',
    (words) => `const seed = '${words.slice(0, 6).join(' ')} ' +\n  '${words.slice(6).join(' ')}';`,
  ],
  ['escaped line breaks', (words) => `"${words.join(' ')}\\nnext: 1"`],
];

describe('mnemonics', () => {
  it.each(FORMS)('are found as %s, in most places', (_, write) => {
    let found = 0;
    for (let seed = 0; seed < 100; seed++) {
      const words = madeValue('bip39-mnemonic', 'mnemonic', seed);
      const text = `${'#'.repeat(seed % 40)}\n${write(words.split(' '))}\n`;
      for (const { issuer, confidence, parts } of scan(text, 'notes.txt')) {
        expect([issuer, confidence, parts[0]!.value.expose()]).toEqual(['bip39-mnemonic', 'certain', words]);
        const own = textAt(text, parts[0]!).toLowerCase();
        expect(own.startsWith(words.split(' ')[0]!)).toBe(true);
        expect(own.endsWith(words.split(' ').at(-1)!)).toBe(true);
        found++;
      }
    }
    expect(found).toBeGreaterThanOrEqual(LEAST);
  });

  it('with a wrong checksum are none', () => {
    const words = Array.from({ length: 40 }, (_, seed) => madeValue('bip39-mnemonic', 'mnemonic', seed)).find(
      (value) => value.split(' ').length === 24,
    )!;
    const swapped = words.split(' ').toReversed().join(' ');
    expect(scan(`mnemonic: ${swapped}\n`, 'notes.txt')).toEqual([]);
  });

  it.each([
    ['the word list itself', wordlist.join('\n')],
    ['the word list in code', `const WORDS = ${JSON.stringify(wordlist)};`],
    ['the word list in one line', wordlist.join(' ')],
    ['the word list backwards', wordlist.toReversed().join(' ')],
    ['names with dashes', wordlist.slice(0, 24).join('-')],
    ['a path', wordlist.slice(0, 24).join('/')],
    ['an attribute chain', wordlist.slice(0, 24).join('.')],
    ['the same word', 'abandon '.repeat(24)],
    [
      'prose',
      'they can then also have only some of the other time and then they will all be very good '.repeat(20),
    ],
    [
      'code',
      'if (error) { return result; } else { return state.list.filter(item => item.type === field); }\n'.repeat(
        20,
      ),
    ],
  ])('are not seen in %s', (_, text) => {
    expect(scan(text, 'a.txt')).toEqual([]);
  });

  it('are looked for in time proportional to the input', () => {
    const texts = [1, 2].map((scale) => `${wordlist.join(' ')} `.repeat(scale * 20));
    expect(growth((scale) => scan(texts[scale - 1]!, 'a.txt'), 4)).toBeLessThan(3.5);
  });
});

const KEYPAIR = madeValue('solana-keypair', 'keypair-bytes');
const NUMBERS: number[] = JSON.parse(KEYPAIR);

describe('key pairs as arrays of bytes', () => {
  it.each([
    ['JSON', 'id.json', JSON.stringify(NUMBERS)],
    ['JSON over lines', 'id.json', JSON.stringify(NUMBERS, null, 2)],
    ['code', 'bot.ts', `const wallet = Uint8Array.from([${NUMBERS.join(', ')}]);`],
    [
      'eight a line',
      'bot.py',
      `SECRET = [\n${NUMBERS.map((n, at) => `${n},${at % 8 === 7 ? '\n' : ' '}`).join('')}]`,
    ],
    ['a variable', '.env', `SOLANA_PRIVATE_KEY=[${NUMBERS.join(',')}]`],
  ])('are found in %s', (_, path, text) => {
    const found = scan(text, path);
    expect(found.map(({ confidence, parts }) => [confidence, parts[0]!.value.expose()])).toEqual([
      ['certain', `[${NUMBERS.join(',')}]`],
    ]);
    expect(textAt(text, found[0]!.parts[0]!)).toMatch(/^\[[\s\S]*\]$/);
  });

  it.each([
    ['one number too many', [...NUMBERS, 7]],
    ['one number too few', NUMBERS.slice(1)],
    ['a public half that does not fit', NUMBERS.map((n, at) => (at === 40 ? (n + 1) % 256 : n))],
    ['numbers that are no bytes', NUMBERS.map((n) => n + 256)],
  ])('are not seen in arrays with %s', (_, numbers) => {
    expect(scan(`wallet = ${JSON.stringify(numbers)}`, 'bot.py')).toEqual([]);
  });
});
