import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

/** Chats as people copy and export them: a message names the next one, which is nothing but a value. */

const apiKey = randomText(LETTERS_AND_DIGITS, 64, 'chat key');
const secret = randomText(LETTERS_AND_DIGITS, 64, 'chat secret');
const united = [{ issuer: 'binance', values: { apiKey, secret } }];

/** Somebody sends a key and its secret, each behind a message that says so. */
const MESSAGES = ['here is the binance key for the grid', apiKey, 'and the secret', secret, 'thx, delete it'];

const copied = (line: (words: string, minute: number) => string): string =>
  `${MESSAGES.map((words, at) => line(words, 20 + at)).join('\n')}\n`;

describe('messages of a copied chat', () => {
  it.each<[string, (words: string, minute: number) => string]>([
    ['WhatsApp', (words, minute) => `02/03/2024, 11:${minute} - Ann: ${words}`],
    ['brackets', (words, minute) => `[02.03.24, 11:${minute}:05] Ann Lee: ${words}`],
    ['IRC', (words, minute) => `[11:${minute}] <ann> ${words}`],
    ['IRC without times', (words) => `<ann> ${words}`],
    ['a log', (words, minute) => `2024-03-02 11:${minute}:14 ann: ${words}`],
    ['bold names', (words) => `**ann**: ${words}`],
    ['names', (words) => `ann: ${words}`],
    ['code', (words) => `ann: ${/^\w{64}$/.test(words) ? `\`${words}\`` : words}`],
    ['Discord', (words, minute) => `[02-Mar-24 11:${minute}] ann#1234\n${words}`],
    ['Slack', (words, minute) => `Ann Lee  11:${minute} AM\n${words}\n`],
    ['Discord of today', (words, minute) => `Ann — Today at 11:${minute}\n${words}`],
  ])('%s', (_, line) => {
    expect(seen(scan(copied(line), 'chat.txt'))).toEqual(united);
  });

  it.each(['here are the binance keys', 'binance creds:', 'binance key and secret'])(
    'with one message for both: %s',
    (words) => {
      const text = [words, apiKey, secret, 'ok'].map((said) => `11:20 <ann> ${said}`).join('\n');
      expect(seen(scan(text, 'chat.txt'))).toEqual(united);
    },
  );
});

describe('messages of an exported chat', () => {
  it.each(['text', 'content', 'body', 'message', 'msg'])('in a field called %s', (field) => {
    const messages = MESSAGES.map((words, id) => ({ id, type: 'message', from: 'Ann', [field]: words }));
    expect(seen(scan(JSON.stringify({ messages }, null, 1), 'result.json'))).toEqual(united);
    expect(seen(scan(JSON.stringify(messages), 'export.json'))).toEqual(united);
  });
});

describe('what else is sent', () => {
  const hash = randomText('0123456789abcdef', 64, 'chat hash');
  it.each([
    ['a hash', ['did you see the binance deposit?', 'tx hash', hash]],
    ['an id', ['binance order id please', madeValue('kucoin', 'api-secret')]],
    ['something unsaid', ['binance is down again', hash]],
  ])('%s is no credential', (_, messages) => {
    expect(scan(messages.map((words) => `11:20 <ann> ${words}`).join('\n'), 'chat.txt')).toEqual([]);
  });

  it('leaves the fields of a list alone', () => {
    const text = `- title: the api key\n  ref: ${hash}\n- title: ${hash}\n`;
    expect(scan(text, 'rows.yaml')).toEqual([]);
  });
});
