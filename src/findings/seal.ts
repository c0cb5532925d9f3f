import { digestPart } from './fingerprint.ts';
import {
  type Confidence,
  type Credential,
  type CredentialPart,
  type Environment,
  type Evidence,
  PART_ROLES,
  type PartRole,
  type Provenance,
  type Region,
} from './model.ts';
import { isIdentifier, redactPart } from './redact.ts';
import type { Secret } from './secret.ts';

/** One part without its value. */
export interface SealedPart {
  role: PartRole;
  kind: string;
  label: string;
  shown: string | null;
  /** Tells equal values apart from others while findings are merged; never leaves the program. */
  digest: string | null;
  region: Region;
}

/** A credential as found at one place, without any secret: plain data that may cross to another thread. */
export interface SealedFinding {
  issuer: string;
  environment: Environment;
  confidence: Confidence;
  /** Never empty; most dangerous part first. */
  parts: SealedPart[];
  evidence: Evidence[];
  provenance: Provenance;
  /** Set when an inline comment allows it at this place. */
  allowed: { reason: string | null } | null;
}

/** Takes the values out of a credential and puts in where it was found. */
export function sealCredential(credential: Credential, provenance: Provenance): SealedFinding {
  const secrets = secretsOf([credential]);
  return {
    issuer: credential.issuer,
    environment: credential.environment,
    confidence: credential.confidence,
    parts: credential.parts.map((part) => sealPart(part, secrets)).sort(byDanger),
    evidence: credential.evidence.map(({ kind, text }) => ({ kind, text })),
    provenance,
    allowed: null,
  };
}

/** The values of credentials of which nothing may be shown. */
export function secretsOf(credentials: readonly Credential[]): Secret[] {
  const parts = credentials.flatMap((credential) => credential.parts);
  return parts.filter(({ role }) => !isIdentifier(role)).map(({ value }) => value);
}

/** Orders parts from most to least dangerous; parts of one role keep their order. */
export function byDanger(first: { role: PartRole }, second: { role: PartRole }): number {
  return PART_ROLES.indexOf(first.role) - PART_ROLES.indexOf(second.role);
}

function sealPart(
  { role, kind, label, value, region }: CredentialPart,
  secrets: readonly Secret[],
): SealedPart {
  return {
    role,
    kind,
    label,
    shown: redactPart(role, value, secrets),
    digest: digestPart(role, value),
    region: { ...region },
  };
}
