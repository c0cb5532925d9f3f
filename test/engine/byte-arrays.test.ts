import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { madeValue, scan, seen, textAt } from './made.ts';

const SECRET = madeValue('binance', 'hmac-secret');
const KEY = madeValue('evm-private-key', 'private-key').replace(/^0x/, '');
const CODES = [...Buffer.from(SECRET)];
const BYTES = [...Buffer.from(KEY, 'hex')];

const hex = (byte: number) => `0x${byte.toString(16).padStart(2, '0')}`;

describe('the text of a key in bytes', () => {
  it.each([
    ['Go', 'bot.go', `var binanceApiSecret = []byte{${CODES.map(hex).join(', ')}}`],
    ['C, ended by a zero', 'bot.c', `const char binance_secret_key[] = {${CODES.map(hex).join(',')},0x00};`],
    ['Python', 'bot.py', `BINANCE_SECRET = bytes([${CODES.join(', ')}]).decode()`],
    ['JavaScript', 'bot.js', `const binanceSecret = String.fromCharCode(${CODES.join(',')});`],
    ['Java', 'Bot.java', `byte[] binanceSecretKey = {${CODES.map((c) => `(byte) ${hex(c)}`).join(', ')}};`],
    [
      'lines',
      'bot.h',
      `uint8_t binance_secret[] = {\n${CODES.map((c, n) => `${c},${n % 8 === 7 ? '\n' : ' '}`).join('')}};`,
    ],
  ])('is found in %s', (_, path, text) => {
    const found = scan(`${text}\n`, path);
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
    expect(textAt(text, found[0]!.parts[0]!)).toMatch(/^[[{(][\s\S]*[\]})]$/);
  });
});

it('is found where the text is of hexadecimal digits, which a key of 32 bytes is not', () => {
  const list = [...Buffer.from(KEY)].join(', ');
  const found = scan(`byte[] apiSecret = new byte[]{${list}};\n`, 'Bot.java');
  expect(seen(found)).toEqual([{ issuer: 'generic', values: { secret: KEY } }]);
});

describe('a key of 32 bytes', () => {
  it.each([
    ['Rust', 'main.rs', `let private_key: [u8; 32] = [${BYTES.join(', ')}];`],
    ['C', 'key.h', `static const uint8_t private_key[32] = {${BYTES.map(hex).join(', ')}};`],
    [
      'signed bytes',
      'Key.java',
      `byte[] privateKey = {${BYTES.map((b) => (b > 127 ? b - 256 : b)).join(', ')}};`,
    ],
  ])('is found in %s where it is called a private key', (_, path, text) => {
    expect(scan(`${text}\n`, path).map(({ parts }) => parts[0]!.value.expose())).toEqual([KEY]);
  });

  it.each(['digest', 'iv', 'secret', 'table'])('is none where it is called %s', (name) => {
    expect(scan(`const ${name} = new Uint8Array([${BYTES.join(', ')}]);\n`, 'test.js')).toEqual([]);
  });

  it.each([16, 31, 33, 48])('is none with %i bytes', (length) => {
    const list = Array.from({ length }, (_, at) => (at * 77 + 31) % 256);
    expect(scan(`const privateKey = [${list.join(', ')}];\n`, 'test.js')).toEqual([]);
  });
});
