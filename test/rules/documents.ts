/** A sound rule, one line per field, so that a broken line's number is easy to see. */
export const SOUND = `id: acme
name: Acme
category: exchange
words: [acme]
hosts: [api.acme.test]
headers: { X-ACME-KEY: apiKey }
names: { ACME_SECRET: secret }
calls: [{ callee: AcmeClient, args: [apiKey, null, secret] }]
credentials:
  - id: api-key
    role: apiKey
    label: API key
    format: 32 hex digits
    pattern: '[0-9a-f]{32}'
    evidence: issuer
    confidence: documented
  - id: api-secret
    role: secret
    label: Secret
    format: 40 letters and digits
    pattern: '[A-Za-z0-9]{40}'
    evidence: issuer
    entropy: 4
    confidence: observed
bundles: [[apiKey, secret]]
allow: []
remediation: { steps: [Delete it] }
examples:
  positive: [{ path: a.env, text: 'A={{apiKey}} B={{secret}}' }]
  negative: [{ path: b.env, text: 'H={{api-key}}', why: it is a hash }]
`;

/** SOUND with one line put in the place of line `number`. */
export function withLine(number: number, line: string): string {
  const lines = SOUND.split('\n');
  lines[number - 1] = line;
  return lines.join('\n');
}
