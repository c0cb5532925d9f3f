import { ALPHANUMERIC, HEX, type Random } from '../random.ts';

/** A file that looks as if it held a credential and holds none. */
export interface LookAlike {
  /** `family/what`, for example `hash/sha256-sums`. */
  id: string;
  write(random: Random): { path: string; text: string };
}

/** Exchanges whose names stand near look-alikes, to tempt a scanner. */
export const LURES = [
  'binance',
  'kraken',
  'okx',
  'kucoin',
  'bybit',
  'coinbase',
  'bitget',
  'mexc',
  'bitfinex',
  'gemini',
];

export function lookAlike(
  id: string,
  paths: readonly string[],
  text: (random: Random) => string | string[],
): LookAlike {
  return {
    id,
    write(random) {
      const content = text(random);
      return {
        path: random.pick(paths),
        text: typeof content === 'string' ? content : `${content.join('\n')}\n`,
      };
    },
  };
}

/** Several lines made the same way. */
export function lines(count: number, line: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

export const hex = (random: Random, length: number): string => random.text(length, HEX);
export const alphanumeric = (random: Random, length: number): string => random.text(length, ALPHANUMERIC);
export const base64 = (random: Random, bytes: number): string =>
  Buffer.from(random.bytes(bytes)).toString('base64');
export const uuid = (random: Random): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(random, 3)}-${hex(random, 12)}`;
export const base58 = (random: Random, length: number): string =>
  random.text(length, '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz');
