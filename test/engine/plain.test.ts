import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSieve } from '../../src/engine/sieve.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';

const hash = (text: string) => createHash('sha256').update(text);
const HEX = hash('a file').digest('hex');
const BASE64 = hash('a module').digest('base64');
const LONG = createHash('sha512').update('x').digest('base64');
const COMMIT = createHash('sha1').update('a commit').digest('hex');
const sieve = createSieve(builtinCatalog().rules);

/** Whether the digest is left for a closer look, in a line with others around it. */
function isSuspect(line: string): boolean {
  const around = 'a line of words that says nothing and is long enough to be one\n'.repeat(2);
  const text = `${around}${line}\n${around}`;
  const place = Math.max(...[HEX, BASE64, COMMIT, LONG].map((digest) => text.indexOf(digest)));
  let isFound = false;
  sieve.find(Buffer.from(text), (start, end, kind) => {
    isFound ||= kind === 'run' && start <= place && place < end;
  });
  return place >= 0 && isFound;
}

describe('a digest that says what it is', () => {
  it.each([
    ['go.sum', `golang.org/x/net v0.17.0 h1:${BASE64}`],
    ['go.sum, of a go.mod', `golang.org/x/net v0.0.0-20190108225652-a1b2c3d4e5f6/go.mod h1:${BASE64}`],
    ['a Python lock file', `    {file = "ccxt-4.1.whl", hash = "sha256:${HEX}"},`],
    ['requirements', `    --hash=sha256:${HEX} \\`],
    ['an image', `FROM node:20@sha256:${HEX}`],
    ['an integrity', `  integrity sha512-${LONG}`],
    ['a change log', `* fixed ([a1b2c3d](https://github.com/x/y/commit/${COMMIT}))`],
  ])('is told by its bytes in %s', (_, line) => {
    expect(isSuspect(line)).toBe(false);
  });

  it.each([
    ['no version before it', `secret h1:${BASE64}`],
    ['a name before it', `api_secret: ${BASE64}`],
    ['a longer word before it', `notsha256:${HEX}`],
    ['a word of its own before it', `sha:${HEX}`],
    ['a blank between', `sha256: ${HEX}`],
    ['more behind a commit', `https://github.com/x/y/commit/${COMMIT}abc`],
  ])('is looked at with %s', (_, line) => {
    expect(isSuspect(line)).toBe(true);
  });
});
