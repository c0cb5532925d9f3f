import { expect, test } from 'vitest';
import { createObjectCache } from '../../../src/git/objects/object-cache.ts';

test('small objects are kept, the last of them, in bounded memory', () => {
  const cache = createObjectCache();
  const bytesOf = (number: number) => Buffer.alloc(1 + ((number * 7919) % 65_536), number);
  const isKept = (number: number) => bytesOf(number).equals(cache.get(`${number}`)?.bytes ?? Buffer.alloc(0));
  const count = 1000;
  let kept = 0;
  for (let number = 0; number < count; number++) {
    cache.set(`${number}`, { type: 'blob', bytes: bytesOf(number) });
    expect([isKept(number), isKept(Math.max(0, number - 100))]).toEqual([true, true]);
  }
  for (let number = 0; number < count; number++) {
    const found = cache.get(`${number}`);
    if (found === undefined) continue;
    kept += found.bytes.length;
    expect(isKept(number)).toBe(true);
  }
  expect(kept).toBeGreaterThan(2 ** 22);
  expect(kept).toBeLessThan(2 ** 24);
  cache.set('large', { type: 'blob', bytes: new Uint8Array(65_537) });
  expect(cache.get('large')).toBeUndefined();
  cache.set('empty', { type: 'blob', bytes: new Uint8Array(0) });
  expect(cache.get('empty')).toBeUndefined();
});
