import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  createInflater,
  inflatePlainly,
  inflatePrefix,
  prefixPlainly,
} from '../../../src/git/objects/inflate.ts';

const content = Buffer.from('keysweep reads objects '.repeat(400));
const stream = deflateSync(content);
const damaged = Buffer.from(stream);
damaged[damaged.length - 1]! ^= 1;

describe.each([
  ['the reused binding', createInflater()],
  ['inflateSync', inflatePlainly],
])('inflating with %s', (_, inflate) => {
  const run = (input: Buffer, size: number) => {
    const out = new Uint8Array(content.length + 100);
    const ok = inflate({ input, from: 0, to: input.length, out, at: 7, size });
    return { ok, out };
  };

  test('gives content at its place, and minds no garbage behind it', () => {
    for (const input of [stream, Buffer.concat([stream, Buffer.from('garbage')])]) {
      const { ok, out } = run(input, content.length);
      expect(ok).toBe(true);
      expect(content.equals(out.subarray(7, 7 + content.length))).toBe(true);
    }
    expect(run(deflateSync(Buffer.alloc(0)), 0).ok).toBe(true);
  });

  test.each([
    ['too long', stream, content.length - 1],
    ['too short', stream, content.length + 1],
    ['empty though it should not be', deflateSync(Buffer.alloc(0)), 5],
    ['not empty though it should be', stream, 0],
    ['cut off', stream.subarray(0, -1), content.length],
    ['damaged at its checksum', damaged, content.length],
    ['no stream', Buffer.from('not deflated'), 5],
    ['nothing', Buffer.alloc(0), 0],
  ])('refuses what is %s, and works again', (_, input, size) => {
    expect(run(input, size).ok).toBe(false);
    expect(run(stream, content.length).ok).toBe(true);
  });
});

describe.each([
  ['the reused binding', inflatePrefix],
  ['inflateSync', prefixPlainly],
])('the prefix by %s', (_, prefixOf) => {
  test('is what the stream starts with, however it ends', () => {
    for (const input of [stream, stream.subarray(0, 40), Buffer.concat([stream, Buffer.from('garbage')])]) {
      const prefix = Buffer.from(prefixOf(input)!);
      expect(prefix.length).toBeGreaterThan(10);
      expect(prefix.equals(content.subarray(0, prefix.length))).toBe(true);
    }
    expect(Buffer.from(prefixOf(deflateSync(Buffer.from('short')))!).toString()).toBe('short');
  });

  test('is nothing where there is no stream, and something again after that', () => {
    expect(prefixOf(Buffer.from('not deflated'))).toBeNull();
    expect(prefixOf(stream)).not.toBeNull();
  });
});

test('a hundred thousand damaged streams in a row leave nothing behind', () => {
  const garbage = Buffer.from('not deflated');
  inflatePrefix(garbage);
  const before = process.memoryUsage().rss;
  for (let run = 0; run < 100_000; run++) inflatePrefix(garbage);
  expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
});
