import { digestPart } from './fingerprint.ts';
import type { Provenance } from './model.ts';
import { isIdentifier } from './redact.ts';
import type { SealedFinding } from './seal.ts';
import { Secret } from './secret.ts';

/** Text for a report without what was found to be a secret anywhere in the scan. */
export type Conceal = (text: string) => string;

/** What values and the names around them are made of. */
const RUN = /[A-Za-z0-9+/=_.:@-]{16,}/g;
const SIGN = /([+/=_.:@-])/;
/** Longer rows are of words; each of their pieces is looked at alone. */
const MOST_PIECES = 24;

/**
 * Knows secrets by their digests alone, so also where they came from another thread or file: a name of a file, a branch or a
 * person that holds one whole, between signs, is shown without it.
 */
export function createConceal(digests: ReadonlySet<string>): Conceal {
  if (digests.size === 0) return (text) => text;
  const known = new Map<string, string>();
  const isSecret = (text: string): boolean => digests.has(digestPart('secret', new Secret(text)) ?? '');
  return (text) => {
    const result = known.get(text) ?? text.replace(RUN, (run) => withoutSecrets(run, isSecret));
    known.set(text, result);
    return result;
  };
}

/** Takes secrets out of what may be shown of findings: out of names, and of identifiers that elsewhere are the secret. */
export function concealFindings(sealed: Iterable<SealedFinding>): SealedFinding[] {
  const findings = [...sealed];
  const digests = secretDigests(findings);
  const conceal = createConceal(digests);
  return findings.map((finding) => ({
    ...finding,
    provenance: concealProvenance(finding.provenance, conceal),
    parts: finding.parts.map((part) => (digests.has(part.digest ?? '') ? { ...part, shown: null } : part)),
  }));
}

export function secretDigests(sealed: Iterable<SealedFinding>): ReadonlySet<string> {
  const digests = new Set<string>();
  for (const { parts } of sealed) {
    for (const { role, digest } of parts) if (digest !== null && !isIdentifier(role)) digests.add(digest);
  }
  return digests;
}

export function concealProvenance(provenance: Provenance, conceal: Conceal): Provenance {
  const { path, commit, exposure } = provenance;
  return {
    ...provenance,
    path: conceal(path),
    ...(commit && { commit: { ...commit, author: conceal(commit.author), email: conceal(commit.email) } }),
    ...(exposure && {
      exposure: {
        ...exposure,
        branches: exposure.branches.map(conceal),
        tags: exposure.tags.map(conceal),
      },
    }),
  };
}

/** Tries every stretch from one sign to another, the longest first. */
function withoutSecrets(run: string, isSecret: (text: string) => boolean): string {
  if (isSecret(run)) return '…';
  const pieces = run.split(SIGN);
  for (let count = Math.min(pieces.length - 1, MOST_PIECES); count > 0; count--) {
    for (let at = 0; at + count <= pieces.length; at++) {
      const stretch = pieces.slice(at, at + count).join('');
      if (stretch.length < 16 || !isSecret(stretch)) continue;
      const [before, after] = [pieces.slice(0, at).join(''), pieces.slice(at + count).join('')];
      return `${withoutSecrets(before, isSecret)}…${withoutSecrets(after, isSecret)}`;
    }
  }
  return run;
}
