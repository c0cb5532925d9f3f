import { describe, expect, test } from 'vitest';
import { madeValue, owners, scan } from './made.ts';

/** A mnemonic is found by looking at some bytes only: wherever in a file it stands must make no difference. */

const SEPARATORS = [' ', ', ', '", "', '\n'];

describe('a mnemonic is found at every offset', () => {
  test.each(SEPARATORS)('its words parted by %j', (separator) => {
    for (const seed of [1, 2, 3]) {
      const phrase = madeValue('bip39-mnemonic', 'mnemonic', `place ${seed}`);
      const written = phrase.split(' ').join(separator);
      for (let offset = 0; offset < 48; offset++) {
        const found = owners(scan(`${'-'.repeat(offset)}\nmnemonic = "${written}"\n`));
        expect([...found.keys()], `seed ${seed}, offset ${offset}`).toContain(phrase);
      }
    }
  });
});
