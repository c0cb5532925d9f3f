import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/findings/model.ts';
import { bytesAt, engine, growth, madeValue, pairOf, scan, seen } from './made.ts';

const KEY = madeValue('binance', 'api-key');
const SECRET = madeValue('binance', 'hmac-secret');
const PAIR = `binance_key = "${KEY}"\nbinance_secret = "${SECRET}"\n`;

describe('the environment', () => {
  it.each<[Environment, string, string, string]>([
    ['live', 'nothing says otherwise', '.env', `BINANCE_API_SECRET=${SECRET}`],
    ['live', 'a switch that is off', 'a.py', `x = ccxt.binance({'secret': '${SECRET}', 'sandbox': False})`],
    ['test', 'its own name', '.env', `BINANCE_TESTNET_API_SECRET=${SECRET}`],
    ['test', 'the block it stands in', 'a.yaml', `binance:\n  testnet:\n    secret: ${SECRET}\n`],
    ['test', 'the object it stands in', 'a.json', `{"binance_demo": {"secret": "${SECRET}"}}`],
    ['test', 'a switch beside it', 'a.py', `x = ccxt.binance({'secret': '${SECRET}', 'sandbox': True})`],
    ['test', 'a switch in YAML', 'a.yaml', `binance:\n  secret: ${SECRET}\n  testnet: true\n`],
    ['test', 'a test host', 'a.py', `URL = "https://testnet.binance.vision"\nbinance_secret = "${SECRET}"`],
    ['closed', 'the exchange is gone', '.env', `FTX_API_SECRET=${madeValue('ftx', 'api-secret')}`],
    [
      'closed',
      'the exchange is gone, test or not',
      '.env',
      `FTX_TESTNET_API_SECRET=${madeValue('ftx', 'api-secret')}`,
    ],
  ])('%s: %s', (environment, _, path, text) => {
    expect(scan(text, path).map((credential) => credential.environment)).toEqual([environment]);
  });
});

describe('the confidence', () => {
  it('is certain only with a proof', () => {
    const [key, address] = pairOf('evm-address');
    const proven = [
      `telegram_token = "${madeValue('solana-keypair', 'keypair-bytes')}"`,
      `mnemonic: ${madeValue('bip39-mnemonic', 'mnemonic')}`,
      madeValue('pem-private-key', 'rsa-pem'),
      `PRIVATE_KEY=${key}\nADDRESS=${address}`,
    ];
    for (const text of proven)
      expect(scan(text, 'a.txt').map(({ confidence }) => confidence)).toEqual(['certain']);
    for (const text of proven) expect(scan(text, 'a.txt')[0]!.evidence.length).toBeGreaterThan(0);
    expect(scan(PAIR, 'a.py')[0]!.confidence).not.toBe('certain');
  });

  it('is higher with a partner and with a nearer name', () => {
    const secret = madeValue('gate', 'api-secret');
    const key = madeValue('gate', 'api-key', 'confidence');
    expect(scan(`secret = "${secret}"`, 'exchanges/gate/a.py')[0]!.confidence).toBe('possible');
    expect(scan(`gate_key = "${key}"\ngate_secret = "${secret}"`, 'a.py')[0]!.confidence).toBe('likely');
  });
});

describe('within', () => {
  const other = `# kraken\nkraken_secret = "${madeValue('kraken', 'private-key')}"\n`;
  const bytes = Buffer.from(`${PAIR}${'x = 1\n'.repeat(900)}${other}`);
  const input = { bytes, path: 'a.py' };
  const all = engine.scan(input).credentials;
  const issuers = (start: number, end: number) =>
    engine.scan({ ...input, within: [{ start, end }] }).credentials.map(({ issuer }) => issuer);

  it('without ranges gives everything, with none nothing', () => {
    expect(all.map(({ issuer }) => issuer)).toEqual(['binance', 'kraken']);
    expect(engine.scan({ ...input, within: [] }).credentials).toEqual([]);
    expect(issuers(0, bytes.length)).toEqual(['binance', 'kraken']);
  });

  it('gives a whole credential when any of its values is touched, by as little as a byte', () => {
    for (const { issuer, parts } of all) {
      for (const { span } of parts) {
        for (const [start, end] of [
          [span.start, span.start + 1],
          [span.end - 1, span.end],
          [span.start + 3, span.start + 4],
        ] as const)
          expect(issuers(start, end)).toEqual([issuer]);
        expect(issuers(span.end, span.end + 1)).toEqual([]);
        expect(issuers(span.start - 1, span.start)).toEqual([]);
      }
    }
    const touched = engine.scan({
      ...input,
      within: [{ start: all[0]!.parts[0]!.span.start, end: all[0]!.parts[0]!.span.end }],
    });
    expect(seen(touched.credentials)).toEqual(seen([all[0]!]));
  });
});

describe('limits', () => {
  it('an ordinary file is not limited', () => {
    expect(engine.scan({ bytes: Buffer.from(PAIR), path: 'a.py' }).limited).toBeNull();
  });

  it('a file of thirty megabytes in one line takes linear time, and the last value is found', () => {
    const unit = 'function a(b,c){return b?c.map(d=>d.id):"0123456789abcdef"}var longIdentifier=[1,2,3];';
    const inputs = [1, 2].map((scale) =>
      Buffer.from(`${unit.repeat((scale * 15_000_000) / unit.length)};binanceSecret="${SECRET}"`),
    );
    const ratio = growth((scale) => {
      const found = engine.scan({ bytes: inputs[scale - 1]!, path: 'app.min.js' }).credentials;
      expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
      expect(bytesAt(inputs[scale - 1]!, found[0]!.parts[0]!)).toBe(SECRET);
    });
    expect(ratio).toBeLessThanOrEqual(3);
  });
});

it('hands out credentials in the order of the file, the most dangerous part first', () => {
  const found = scan(`${PAIR}\nkraken_secret = "${madeValue('kraken', 'private-key')}"\n`, 'a.py');
  expect(found.map(({ issuer }) => issuer)).toEqual(['binance', 'kraken']);
  expect(found[0]!.parts.map(({ role }) => role)).toEqual(['secret', 'apiKey']);
});
