import type { Secret } from './secret.ts';

/**
 * The nouns of the program. The engine makes `Credential`s, which hold plain values; everything after it
 * sees only `Finding`s, which hold none.
 */

/** What one value does within a credential. Ordered from most to least dangerous in `PART_ROLES`. */
export type PartRole =
  | 'privateKey'
  | 'secret'
  | 'token'
  | 'webhook'
  | 'passphrase'
  | 'apiKey'
  | 'uid'
  | 'walletAddress';

/** Every role, the most dangerous first: a finding is shown at its first part in this order. */
export const PART_ROLES: readonly PartRole[] = [
  'privateKey',
  'secret',
  'token',
  'webhook',
  'passphrase',
  'apiKey',
  'uid',
  'walletAddress',
];

/** Is it real? `certain` needs offline proof (checksum, key pair, self-identifying prefix with structure). */
export type Confidence = 'possible' | 'likely' | 'certain';
export const CONFIDENCES: readonly Confidence[] = ['possible', 'likely', 'certain'];

/** How bad is it if it is real? */
export type Severity = 'low' | 'medium' | 'high' | 'critical';
export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** Where the credential works: `test` is a testnet, sandbox or demo account; `closed` an exchange that is gone. */
export type Environment = 'live' | 'test' | 'closed';

/** A half-open range of bytes in a blob as it was read (before any decoding). */
export interface Span {
  start: number;
  end: number;
}

/** A span for people: lines and columns are 1-based, columns in UTF-16 code units, `endColumn` exclusive. */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** Why the engine believes what it says; text for people, never a value from the blob. */
export interface Evidence {
  /** What was seen: `prefix`, `checksum`, `name`, `call`, `header`, `host`, `import`, `scope`, `path` ... */
  kind: string;
  /** A sentence part from a fixed vocabulary plus names from the rules, for example "checksum is right". */
  text: string;
}

/** One value of a credential, still plain. */
export interface CredentialPart {
  role: PartRole;
  /** Id of the credential kind in the issuer's rule file, for example `hmac-secret`. */
  kind: string;
  /** What the issuer calls it, for example "API key". */
  label: string;
  value: Secret;
  span: Span;
  region: Region;
}

/** What the engine hands out for one blob: parts that belong together, with the issuer they belong to. */
export interface Credential {
  issuer: string;
  environment: Environment;
  confidence: Confidence;
  /** Never empty; most dangerous part first. */
  parts: CredentialPart[];
  evidence: Evidence[];
}

/** Where a blob came from. History, ranges and the index add what they know. */
export interface Provenance {
  /** Path relative to the scanned root with `/` separators, as shown to people (still unescaped). */
  path: string;
  /** Full name of the repository, where several were scanned together. */
  repository?: string;
  /** Commit that introduced the blob, where history gives one. */
  commit?: CommitFacts;
  /** Kind of object when it is no file: a commit or tag message, a note. */
  object?: 'commit-message' | 'tag-message' | 'note';
  exposure?: Exposure;
}

export interface CommitFacts {
  id: string;
  author: string;
  email: string;
  /** ISO 8601 with offset. */
  date: string;
}

/** How far a credential in history reaches. */
export interface Exposure {
  atHead: boolean;
  branches: string[];
  tags: string[];
  reachable: boolean;
  /** Whole days since the introducing commit. */
  days: number | null;
}

/** One place where (some of) a finding's parts stand. */
export interface Occurrence {
  provenance: Provenance;
  /** Most dangerous part first. */
  parts: { role: PartRole; region: Region }[];
}

/** One part of a finding, redacted. */
export interface FindingPart {
  role: PartRole;
  kind: string;
  label: string;
  /** First and last four characters of an identifier (`apiKey`, `uid`, `walletAddress`); null for anything secret. */
  shown: string | null;
}

export interface Suppression {
  by: 'inline' | 'baseline';
  reason: string | null;
}

/** One leaked credential with everything a report may say about it. Holds no secret. */
export interface Finding {
  /** `ks1-` and 32 hex digits, from the credential's own values, never from its place. */
  fingerprint: string;
  issuer: string;
  issuerName: string;
  /** `ISSUER/KIND` of the most dangerous part, for example `binance/hmac-secret`. */
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  environment: Environment;
  parts: FindingPart[];
  /** Never empty, in a stable order: the first is the one to show. */
  occurrences: Occurrence[];
  evidence: Evidence[];
  suppression: Suppression | null;
}

/** Why something was not scanned. `incomplete` reasons make the scan exit with 3. */
export type SkipReason =
  | 'binary'
  | 'too-large'
  | 'excluded'
  | 'symlink'
  | 'special-file'
  | 'submodule'
  | 'lfs-pointer'
  | 'unreadable'
  | 'vanished'
  | 'missing-object'
  | 'corrupt-object'
  | 'limit-reached';

/** Skips that a person chose or that hold nothing; every other reason means the scan is incomplete. */
export const HARMLESS_SKIPS: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'binary',
  'excluded',
  'symlink',
  'special-file',
  'submodule',
  'lfs-pointer',
]);

export interface Skip {
  path: string;
  reason: SkipReason;
  /** One clause for people: a size, an error in words. */
  detail?: string;
}

/** What was scanned and what was not. */
export interface Coverage {
  blobs: number;
  bytes: number;
  milliseconds: number;
  /** Count by reason, with the first few paths of each. */
  skipped: { reason: SkipReason; count: number; examples: Skip[] }[];
  /** True when something that should have been read was not. */
  incomplete: boolean;
}

/** Everything a reporter needs. Holds no secret. */
export interface Report {
  tool: { name: 'keysweep'; version: string; rules: string };
  /** What was scanned, for people: `working tree`, `staged changes`, `history` ... */
  mode: string;
  /** Active findings, most urgent first. */
  findings: Finding[];
  /** Findings that a baseline or an inline comment silences. */
  suppressed: Finding[];
  /** Suppressions that silenced nothing. */
  unusedSuppressions: { where: string; detail: string }[];
  /** Things worth saying once: a configuration that was ignored, a limit that was raised. */
  notices: string[];
  coverage: Coverage;
}
