import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { engine, madeValue } from './made.ts';

/** Files that are nothing but what an engine has to look at twice: each must be read to its end. */

const secret = madeValue('binance', 'api-key', 'dense');
const line = `BINANCE_API_KEY = "${secret}"\n`;

function valuesIn(content: string | Uint8Array): string[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { credentials } = engine.scan({ bytes, path: 'settings.txt' });
  return credentials.flatMap((credential) => credential.parts.map((part) => part.value.expose()));
}

describe('dense files', () => {
  test('hundreds of thousands of entities do not hide the last value', () => {
    expect(valuesIn(`${'&quot;'.repeat(300_000)}\n${line}`)).toContain(secret);
  });

  test('a position after many edits is the position in the file as it is', () => {
    const before = `${'&quot;\u{200b}'.repeat(5000)}\n`;
    const { credentials } = engine.scan({ bytes: Buffer.from(before + line), path: 'settings.txt' });
    const part = credentials[0]!.parts[0]!;
    const start = Buffer.byteLength(before) + line.indexOf(secret);
    expect(part.span).toEqual({ start, end: start + secret.length });
    expect(part.region.startLine).toBe(2);
  });

  test('thousands of keys in UTF-16 are all found', () => {
    const keys = Array.from({ length: 1500 }, (_, index) =>
      madeValue('binance', 'api-key', `dense ${index}`),
    );
    const text = keys.map((key, index) => `BINANCE_API_KEY_${index} = "${key}"`).join('\n');
    expect(new Set(valuesIn(Buffer.from(`\u{feff}${text}`, 'utf16le')))).toEqual(new Set(keys));
  });

  test('what is cut short inside base64 is cut short', () => {
    const key = madeValue('evm-private-key', 'private-key', 'dense');
    const lines = Array.from(
      { length: 20_001 },
      (_, index) => `PRIVATE_KEY=${key.slice(0, -5)}${index.toString(16).padStart(5, '7')}`,
    );
    const text = Buffer.from(lines.join('\n')).toString('base64');
    const { limited } = engine.scan({ bytes: Buffer.from(`config: ${text}\n`), path: 'secret.yaml' });
    expect(limited).not.toBeNull();
  });
});
