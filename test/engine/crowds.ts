import { PAIR_SAMPLERS } from '../../src/engine/checks/samples.ts';
import type { PartRole } from '../../src/findings/model.ts';
import { seededRandom } from '../../src/rules/random.ts';
import type { MatchingRule } from '../../src/rules/rule.ts';
import { madeValue } from './made.ts';

/** Files in which hundreds and thousands of credentials stand, each in a way in which people write one. */

/** A whole credential of an issuer. */
export interface Whole {
  rule: MatchingRule;
  /** Which one of its file. */
  number: number;
  parts: readonly (readonly [PartRole, string])[];
}

/** All parts of the usual kind of credential of the issuer; the same number gives the same values. */
export function whole(rule: MatchingRule, number: number): Whole {
  const roles = rule.bundles[0] ?? [rule.credentials[0]!.role];
  const values = new Map(
    roles.map((role) => {
      const kinds = rule.credentials.filter((kind) => kind.role === role);
      const { id, checks } = kinds[number % kinds.length]!;
      const isSlow = checks.some((check) => /rsa|any/.test(check));
      return [role, isSlow ? fewOf(rule.id, id, number % FEW) : madeValue(rule.id, id, `crowd ${number}`)];
    }),
  );
  for (const { check, of } of rule.pairChecks) {
    const pair = PAIR_SAMPLERS.get(check)!(seededRandom(`crowd ${number}`));
    for (const [index, role] of of.entries()) if (values.has(role)) values.set(role, pair[index]!);
  }
  return { rule, number, parts: [...values] };
}

/** Large prime numbers take long to find: so many different keys of RSA have to do. */
const FEW = 8;
const made = new Map<string, string>();

function fewOf(issuer: string, kind: string, seed: number): string {
  const key = `${issuer} ${kind} ${seed}`;
  const value = made.get(key) ?? madeValue(issuer, kind, `crowd ${seed}`);
  made.set(key, value);
  return value;
}

export interface Crowd {
  title: string;
  path: string;
  write(list: readonly Whole[]): string;
}

const NAMES: Partial<Record<PartRole, string>> = { apiKey: 'api_key', secret: 'api_secret' };
const nameOf = (role: PartRole): string =>
  NAMES[role] ?? role.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const onLine = (value: string): string => value.replaceAll('\n', '\\n');
const quoted = ({ parts }: Whole): string => parts.map(([, value]) => `"${onLine(value)}"`).join(', ');
const object = ({ parts }: Whole): object => Object.fromEntries(parts);
const lines = (list: readonly Whole[], write: (one: Whole) => string): string =>
  `${list.map(write).join('\n')}\n`;

/** One credential below the other, or one behind the other. */
export const CROWDS: readonly Crowd[] = [
  {
    title: 'variables',
    path: '.env',
    write: (list) =>
      lines(list, ({ rule, number, parts }) =>
        parts
          .map(
            ([role, value]) =>
              `${[rule.id, nameOf(role), number].join('_').toUpperCase()}="${onLine(value)}"`,
          )
          .join('\n'),
      ),
  },
  {
    title: 'objects',
    path: 'accounts.json',
    write: (list) =>
      JSON.stringify(
        list.map((one) => ({ exchange: one.rule.id, ...object(one) })),
        null,
        2,
      ),
  },
  {
    title: 'objects on one line',
    path: 'accounts.min.js',
    write: (list) =>
      `var a=${JSON.stringify(Object.fromEntries(list.map((one) => [`${one.rule.id}${one.number}`, object(one)])))}`,
  },
  {
    title: 'calls',
    path: 'clients.py',
    write: (list) =>
      lines(list, (one) => {
        const { id, calls } = one.rule;
        return `c${one.number} = ${calls[0]?.callee ?? `${id}.Client`}(${quoted(one)})  # ${id}`;
      }),
  },
  {
    title: 'blocks',
    path: 'config.yml',
    write: (list) =>
      `accounts:\n${lines(
        list,
        ({ rule, parts }) =>
          `  - exchange: ${rule.id}\n${parts.map(([role, value]) => `    ${nameOf(role)}: "${onLine(value)}"`).join('\n')}`,
      )}`,
  },
  {
    title: 'sentences',
    path: 'NOTES.md',
    write: (list) =>
      lines(
        list,
        ({ rule, number, parts }) =>
          `${rule.name} account ${number}: ${parts.map(([role, value]) => `${nameOf(role).replaceAll('_', ' ')} ${value}`).join(', ')}.\n`,
      ),
  },
];
