import type { Confidence, Credential, PartRole, Provenance, Region } from '../../src/findings/model.ts';
import { type SealedFinding, sealCredential } from '../../src/findings/seal.ts';
import { Secret } from '../../src/findings/secret.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A made-up value of letters and digits: the same seed gives the same value. */
export function madeUp(seed: number, length = 64, alphabet = ALPHABET): string {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet[Math.floor((state / 2 ** 32) * alphabet.length)];
  }).join('');
}

export function region(line: number, column = 1, width = 10): Region {
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + width };
}

/** Role to value, in the order in which they stand, one a line from line 1. */
export type Values = Partial<Record<PartRole, string>>;

export function credential(values: Values, more: Partial<Credential> = {}): Credential {
  const parts = Object.entries(values).map(([role, value], index) => ({
    role: role as PartRole,
    kind: `made-up-${role}`,
    label: role,
    value: new Secret(value),
    span: { start: index, end: index + 1 },
    region: region(index + 1),
  }));
  return {
    issuer: 'binance',
    environment: 'live',
    confidence: 'likely' satisfies Confidence,
    parts,
    evidence: [{ kind: 'name', text: 'bound to a name' }],
    ...more,
  };
}

export function sealed(
  values: Values,
  more: Partial<Credential> = {},
  provenance: Partial<Provenance> = {},
): SealedFinding {
  return sealCredential(credential(values, more), { path: 'a.env', ...provenance });
}
