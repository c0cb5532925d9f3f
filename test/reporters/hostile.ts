import type { Finding, Report } from '../../src/findings/model.ts';
import { finding, fullReport, occurrence } from './fixture.ts';

/** Names that attack terminals, CI logs, HTML, Markdown and spreadsheets. */
export const HOSTILE_NAMES: readonly string[] = [
  'red\u001b[31m.py',
  '\u001b]0;pwned\u0007title',
  'c1\u009b31mcsi',
  'two\r\nlines\n::error::pwned',
  '::error file=a::pwned',
  ' ::add-mask::x',
  'x##[error]pwned',
  '\u202egnp.exe',
  'zero\u200bwidth\ufeff',
  'line\u2028separator',
  'lone\ud800surrogate',
  'nul\u0000byte',
  '<script>window.pwned=1</script>',
  '"><img src=x onerror=window.pwned=1>',
  "' onmouseover='window.pwned=1",
  '</style><script>window.pwned=1</script>',
  '&lt;b&gt;',
  '[click](https://evil.example)',
  '![pixel](https://evil.example/p.png)',
  '`code` | cell | <b>bold</b>',
  'ends with back-slash\\',
  'back\\|slash pipe',
  '@torvalds and #1 and GH-1',
  'https://evil.example/auto www.evil.example',
  '</details><h1>out</h1>',
  'javascript:alert(1)',
  "=cmd|'/c calc'!A1",
  '+SUM(A1)',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '＝1+1',
  ' =1+1',
  'comma,quote"semi;',
  '__proto__',
  '{0} {{1}} [x](y)',
  '%2e%2e/100%',
  '../../etc/passwd',
];

/** A finding for each hostile name, which stands in every field that a scanned repository can write. */
export function hostileReport(): Report {
  return {
    ...fullReport(),
    findings: HOSTILE_NAMES.map(hostileFinding),
    suppressed: HOSTILE_NAMES.map((name, index) => ({
      ...hostileFinding(name, index),
      suppression: { by: 'inline' as const, reason: name },
    })),
    unusedSuppressions: HOSTILE_NAMES.map((name) => ({ where: name, detail: name })),
    notices: [...HOSTILE_NAMES],
    coverage: {
      blobs: 1,
      bytes: 1,
      milliseconds: 1,
      incomplete: true,
      skipped: HOSTILE_NAMES.map((name) => ({
        reason: 'unreadable' as const,
        count: 1,
        examples: [{ path: name, reason: 'unreadable' as const, detail: name }],
      })),
    },
  };
}

function hostileFinding(name: string, index: number): Finding {
  const first = occurrence({ path: name, line: 12, roles: ['secret', 'apiKey'] });
  first.provenance.commit = { id: name, author: name, email: name, date: name };
  first.provenance.exposure = { atHead: true, branches: [name], tags: [name], reachable: true, days: 3 };
  return finding({
    fingerprint: `ks1-${index.toString(16).padStart(32, '0')}`,
    parts: [
      { role: 'secret', kind: 'hmac-secret', label: 'secret key', shown: null },
      { role: 'apiKey', kind: 'api-key', label: 'API key', shown: name },
    ],
    occurrences: [first, occurrence({ path: `also/${name}`, line: 3 })],
  });
}
