import { Buffer } from 'node:buffer';
import { between, pick, type Random } from '../../../rules/random.ts';

export function randomBytes(random: Random, size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => between(random, 0, 255)));
}

export function randomText(random: Random, { alphabet, size }: { alphabet: string; size: number }): string {
  return Array.from({ length: size }, () => alphabet.charAt(between(random, 0, alphabet.length - 1))).join(
    '',
  );
}

export const DIGITS = '0123456789';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const ALPHANUMERIC = `${DIGITS}${UPPER}${UPPER.toLowerCase()}`;
export const URL_SAFE = `${ALPHANUMERIC}-_`;

/** The size that a check's parameter asks for (`32|64`: one of both), or the one given. */
export function sizeFrom(random: Random, parameter: string | undefined, otherwise: number): number {
  return parameter === undefined ? otherwise : Number(pick(random, parameter.split('|')));
}

/** Unix seconds between the start of a year and the end of 2025. */
export function randomTime(random: Random, firstYear: number): number {
  return between(random, Date.UTC(firstYear, 0, 1) / 1000, Date.UTC(2026, 0, 1) / 1000 - 1);
}
