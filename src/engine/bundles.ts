import type { PartRole } from '../findings/model.ts';

/** Which parts can stand in one credential of an issuer. */

const SECRET_ROLES: readonly PartRole[] = ['secret', 'privateKey', 'token', 'webhook'];

export interface Bundles {
  /** The place that a part takes: what signs is one place, whatever its form. */
  fieldOf(role: PartRole): string;
  /** Whether parts of these roles may be one credential. */
  allows(roles: readonly PartRole[]): boolean;
}

export function bundlesOf(bundles: readonly PartRole[][]): Bundles {
  const isHead = (role: PartRole) => SECRET_ROLES.includes(role) && !isSecond(role, bundles);
  const together = (a: PartRole, b: PartRole) =>
    bundles.some((bundle) => bundle.includes(a) && bundle.includes(b)) || (!isHead(a) && !isHead(b));
  return {
    fieldOf: (role) => (isHead(role) ? 'head' : role),
    allows: (roles) => roles.every((a, at) => roles.slice(at + 1).every((b) => together(a, b))),
  };
}

/** Secrets that stand beside another one in a bundle: a signing seed beside the API secret. */
function isSecond(role: PartRole, bundles: readonly PartRole[][]): boolean {
  return role !== 'secret' && bundles.some((bundle) => bundle.includes('secret') && bundle.includes(role));
}
