/** Checks that tell a form and never prove a value: no checksum, no key that belongs to another. */
export const FORMAT_CHECKS: ReadonlySet<string> = new Set([
  ...['base64', 'base64url', 'base64-hex', 'base58', 'hex-distinct', 'hex-text'],
  ...['objectid', 'uuid', 'mixed-case', 'has-digit', 'bcrypt'],
]);
