import type { PartRole, Severity } from '../findings/model.ts';

/**
 * The rule file format, one YAML document per issuer in `rules/`. The same types describe the compiled
 * catalog: the build checks each file against `schema.ts`, fills in defaults and writes one module.
 * Field order here is field order in the files.
 */

/** What kind of business the credentials belong to. Decides the default severity and the runbook's words. */
export type Category =
  | 'exchange'
  | 'wallet'
  | 'bot'
  | 'alerts'
  | 'data'
  | 'node'
  | 'custody'
  | 'vault'
  | 'platform'
  | 'generic';

/** `closed`: the venue is gone, its credentials are worthless; they are still found, and graded low. */
export type IssuerStatus = 'active' | 'closed' | 'renamed';

/** How sure the fact is: printed by the issuer, seen in real code, or concluded from similar ones. */
export type FactConfidence = 'documented' | 'observed' | 'inferred';

export interface Issuer {
  id: string;
  name: string;
  category: Category;
  status: IssuerStatus;
  /** ccxt exchange ids whose credentials are this issuer's (`binanceusdm` is Binance). */
  ccxt: string[];
  /** What names the issuer wherever it stands: identifiers, object keys, comments, paths. Lower case. */
  words: string[];
  /**
   * Names that are also ordinary words (gate, near, delta, liquid). They count only in structure: a name,
   * an object key, a section, a string of its own, a path segment, a ccxt class; never in running text.
   */
  commonWords: string[];
  hosts: string[];
  /** Request headers that carry a credential, and which part they carry. */
  headers: Record<string, PartRole>;
  /** Environment, configuration and variable names that belong to this issuer alone, and what they hold. */
  names: Record<string, PartRole>;
  /** Packages, modules and crates whose import says that this issuer is talked to. */
  imports: string[];
  /** Constructors and setters of its SDKs that take credentials by position. */
  calls: CallFact[];
  /** File names (picomatch patterns on the base name or path) that belong to this issuer's tools. */
  files: string[];
  credentials: CredentialKind[];
  /** Sets of roles that make a usable credential, the usual one first. */
  bundles: PartRole[][];
  /** Proofs between two parts of one credential. */
  pairChecks: PairCheck[];
  /** Hosts and words that say a credential of this issuer works on a test system only. */
  test: { hosts: string[]; words: string[] };
  /** Published samples and public constants: never reported. */
  allow: AllowedValue[];
  remediation: Remediation;
  validation: Validation | null;
  permissions: string[];
  ipAllowList: { supported: boolean | null; notes: string } | null;
  expiry: string | null;
  notes: string | null;
  examples: { positive: PositiveExample[]; negative: NegativeExample[] };
}

/** `callee` is the last identifier(s) before the parenthesis: `Client`, `AsyncClient.create`, `setApiKey`. */
export interface CallFact {
  callee: string;
  /** Role by position; null where the argument is something else. */
  args: (PartRole | null)[];
  /**
   * True where the callee's name is used by many libraries: the call counts only in a file where something
   * else names the issuer.
   */
  common: boolean;
}

export interface CredentialKind {
  /** Unique within the issuer, kebab case, stable for ever: it is part of the rule id in reports. */
  id: string;
  role: PartRole;
  /** What the issuer calls it. */
  label: string;
  /** The format in words. */
  format: string;
  /**
   * A linear-time regular expression that matches the whole value (it is anchored at both ends). Values are
   * compared after unwrapping (escapes, base64, concatenation).
   */
  pattern: string;
  /**
   * `pattern`: the shape alone proves whose it is (a distinctive prefix or checksum). `issuer`: something near
   * must name the issuer, and a name must say that it is a credential. `name`: only one of this kind's or the
   * issuer's own names makes it one (the shape says nothing: short or free text).
   */
  evidence: 'pattern' | 'issuer' | 'name';
  /** Offline checks by name, with a parameter after a colon: `base64:64`. See `engine/checks`. */
  checks: string[];
  /** Shannon entropy in bits per character that a real value reaches; null where the shape needs none. */
  entropy: number | null;
  /** Names for exactly this kind, where the issuer has several kinds of one role. */
  names: string[];
  /** Overrides the severity that category and role give. */
  severity: Severity | null;
  confidence: FactConfidence;
  sources: string[];
}

/** `check` proves that `of[0]` and `of[1]` belong together, for example that one is the other's public key. */
export interface PairCheck {
  check: string;
  of: [PartRole, PartRole];
}

/** Stored as a digest so that no scanner, ours or another, fires on the rule file. */
export interface AllowedValue {
  /** SHA-256 in hex of the value (hex values in lower case and without `0x`). */
  sha256: string;
  what: string;
  source: string;
}

export interface Remediation {
  /** The page where the credential is deleted; null where there is none (a wallet key). */
  url: string | null;
  steps: string[];
  /** The API call that deletes it, or null. */
  api: string | null;
  /** What to check after it is dead: orders, withdrawals, other keys. */
  aftermath: string[];
  support: { url: string | null; notes: string } | null;
  sources: string[];
}

/** Facts for a live check by hand; keysweep itself never calls an exchange. */
export interface Validation {
  method: string | null;
  url: string | null;
  signing: string;
  live: string;
  dead: string;
  reveals: string[];
  sources: string[];
}

/**
 * Text with `{{role}}` or `{{kind-id}}` where a made-up value goes (`{{secret#2}}` for a second one). Every
 * placeholder must be found at its place, be given to this issuer, and (unless `separate`) be one credential.
 */
export interface PositiveExample {
  path: string;
  text: string;
  separate: boolean;
}

/** Text in which this issuer must not be found; placeholders as above. */
export interface NegativeExample {
  path: string;
  text: string;
  why: string;
}

/** What the engine needs of a credential kind. */
export type MatchingKind = Omit<CredentialKind, 'format' | 'sources'>;

/** What the engine needs of an issuer: the part of the catalog that every start of the program loads. */
export interface MatchingRule
  extends Pick<
    Issuer,
    | 'id'
    | 'name'
    | 'category'
    | 'status'
    | 'ccxt'
    | 'words'
    | 'commonWords'
    | 'hosts'
    | 'headers'
    | 'names'
    | 'imports'
    | 'calls'
    | 'files'
    | 'bundles'
    | 'pairChecks'
    | 'test'
  > {
  credentials: MatchingKind[];
  allow: Pick<AllowedValue, 'sha256'>[];
}

/** Rules in the order of their ids. */
export interface RuleList extends ReadonlyArray<MatchingRule> {
  /** Only beside rules that the build compiled; an engine for others makes its own. */
  readonly tables?: RuleTables;
}

/** What an engine needs to know of all rules together, each part as JSON; `engine/tables.ts` says what stands in it. */
export type RuleTables = Readonly<
  Record<'phrases' | 'kinds' | 'tests' | 'names' | 'calls' | 'telling' | 'allowed', string>
>;

/** What only people read: loaded when findings are to be explained. With its `MatchingRule` it is the whole issuer. */
export interface IssuerFacts
  extends Pick<
    Issuer,
    | 'id'
    | 'remediation'
    | 'validation'
    | 'permissions'
    | 'ipAllowList'
    | 'expiry'
    | 'notes'
    | 'examples'
    | 'allow'
  > {
  credentials: Pick<CredentialKind, 'id' | 'format' | 'sources'>[];
}
