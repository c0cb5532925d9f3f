import { isOneLine, isPair, type Leak, type Part, secretOf } from '../leak.ts';
import { type Field, fields, type Style } from '../names.ts';

/** Helpers for files that hold several credentials. */

/** One exchange after the other: each must have a key and a secret, each on one line. */
const isExchangePair = (leak: Leak): boolean =>
  leak.issuer.category === 'exchange' && isPair(leak) && isOneLine(leak);

/** Options of a file with credentials of `count` further exchanges. */
export const exchanges = (count: number): Options => ({
  others: { count, same: false },
  fits: isExchangePair,
});

/** Options of a file with `count` further accounts of the same exchange. */
export const accounts = (count: number): Options => ({ others: { count, same: true }, fits: isExchangePair });

interface Options {
  others: { count: number; same: boolean };
  fits(leak: Leak): boolean;
}

/** All credentials with the field names of the first: the schemes of all are the first one's. */
export function all(leak: Leak, others: Leak[]): Leak[] {
  return [
    leak,
    ...others.map((other) => ({ ...other, scheme: leak.scheme, affix: leak.affix, said: leak.said })),
  ];
}

/** The same credential with its issuer in the field names. */
export function named(leak: Leak): Leak {
  return { ...leak, said: 'name' };
}

export function object(leak: Leak, style: Style): Record<string, string> {
  return Object.fromEntries(fields(leak, style).map((f) => [f.name, f.value]));
}

export function block(leak: Leak, indent: string): string {
  return fields(leak, 'snake')
    .map((f) => `${indent}${f.name}: ${f.value}`)
    .join('\n');
}

/** All keys first, then all secrets: the order of someone who fills in columns. */
export function interleaved(groups: string[][]): string {
  const longest = Math.max(...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, i) =>
    groups.flatMap((group) => group.slice(i, i + 1)).join('\n'),
  ).join('\n');
}

/** Fields with what signs before what names the key. */
export function secretFirst(leak: Leak, style: Style): Field[] {
  return [...fields(leak, style)].reverse();
}

/** Fields in an order of this credential's own. */
export function shuffled(leak: Leak, style: Style): Field[] {
  return leak.random.shuffle(fields(leak, style));
}

/** Key, secret and what else there is, as clients take them by position. */
export function ordered(leak: Leak): Part[] {
  const first = leak.parts.filter((part) => part.role === 'apiKey').slice(0, 1);
  const second = [secretOf(leak)!];
  return [...first, ...second, ...leak.parts.filter((part) => ![...first, ...second].includes(part))];
}

/** A key and a secret and nothing else. */
export function isPlainPair(leak: Leak): boolean {
  return isExchangePair(leak) && leak.parts.length === 2;
}
