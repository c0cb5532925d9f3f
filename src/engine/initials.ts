import type { PartRole } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import type { Named } from './named-value.ts';
import { bindToken } from './reading.ts';
import type { Token } from './token.ts';

/** How far from a value the other one of a pair is looked for. */
const REACH = 600;
/** Its import or path must name the issuer at least (see `Attribution.weight`). */
const LEAST = 1.5;

const ROLES: Partial<Record<string, { role: PartRole; other: string }>> = {
  k: { role: 'apiKey', other: 's' },
  s: { role: 'secret', other: 'k' },
};

/** `{ k: "V", s: "V" }`: initials of key and secret, where both stand near each other; null for any other value. */
export function readInitial(around: Surroundings, token: Token, variable: string): Named | null {
  const [, initial, number] = /^([ks])(\d?)$/i.exec(variable) ?? [];
  const part = initial === undefined ? undefined : ROLES[initial.toLowerCase()];
  if (part === undefined) return null;
  const other = new RegExp(
    `(?<![\\w$])${part.other}${number}\\\\*["']?[^"'\`\\n]{0,40}[:=]\\s{0,8}\\\\*["'\`][^"'\`\\s]{12,}`,
    'i',
  );
  const { text } = around;
  const near = [
    text.slice(Math.max(0, token.start - REACH), token.start),
    text.slice(token.end, token.end + REACH),
  ];
  if (!near.some((part) => other.test(part))) return null;
  const binding = bindToken(around, token);
  const meaning = { role: part.role, strength: 2, other: false, dummy: false } as const;
  return { binding, label: binding.near[0] ?? null, meaning, strength: 2, least: LEAST };
}
