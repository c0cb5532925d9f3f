import { PART_ROLES, SEVERITIES } from '../findings/model.ts';
import { patternProblem } from './pattern.ts';
import type {
  AllowedValue,
  CallFact,
  Category,
  CredentialKind,
  FactConfidence,
  Issuer,
  IssuerStatus,
  NegativeExample,
  PairCheck,
  PositiveExample,
  Remediation,
  Validation,
} from './rule.ts';
import {
  dictionary,
  flag,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  required,
  type Shape,
  type TextRule,
  text,
} from './shape.ts';

/** Names of the offline checks that rules may use; the engine's registry has them. */
export interface KnownChecks {
  checks: ReadonlySet<string>;
  pairChecks: ReadonlySet<string>;
}

const CATEGORIES = [
  'exchange',
  'wallet',
  'bot',
  'alerts',
  'data',
  'node',
  'custody',
  'vault',
  'platform',
  'generic',
] as const satisfies readonly Category[];
const STATUSES = ['active', 'closed', 'renamed'] as const satisfies readonly IssuerStatus[];
const FACT_CONFIDENCES = ['documented', 'observed', 'inferred'] as const satisfies readonly FactConfidence[];
const EVIDENCE = ['pattern', 'issuer', 'name'] as const satisfies readonly CredentialKind['evidence'][];

const role = oneOf([PART_ROLES[0]!, ...PART_ROLES.slice(1)]);
const severity = oneOf([SEVERITIES[0]!, ...SEVERITIES.slice(1)]);
const words = list(text());
const none = (): never[] => [];
const nothing = (): null => null;

const kebab = matching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be kebab case: a-z, 0-9 and single dashes');
const lowerCase = matching(/^[^A-Z]+$/, 'must be lower case');
const host = matching(
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?$/,
  'must be a host name in lower case, without scheme, path or wildcard',
);
const identifier = matching(/^\S+$/, 'must not hold white space');
const url = matching(/^https?:\/\/\S+$/, 'must be an http(s) address without white space');
const contact = matching(
  /^(?:https?:\/\/|mailto:)\S+$/,
  'must be an http(s) or mailto address without white space',
);
const sha256 = matching(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest: 64 hex digits in lower case');

/** The whole file. Field order is the order of the files and of the compiled catalog. */
export function issuerShape(known: KnownChecks): Shape<Issuer> {
  return record<Issuer>({
    id: required(text(kebab)),
    name: required(text()),
    category: required(oneOf(CATEGORIES)),
    status: optional(oneOf(STATUSES), () => 'active'),
    ccxt: optional(list(text(lowerCase)), none),
    words: optional(list(text(lowerCase)), none),
    commonWords: optional(list(text(lowerCase)), none),
    hosts: optional(list(text(host)), none),
    headers: optional(dictionary(identifier, role), () => ({})),
    names: optional(dictionary(identifier, role), () => ({})),
    imports: optional(list(text(identifier)), none),
    calls: optional(list(callShape), none),
    files: optional(list(text()), none),
    credentials: required(list(kindShape(known))),
    bundles: optional(list(list(role, 1)), none),
    pairChecks: optional(list(pairCheckShape(known)), none),
    test: optional(testShape, () => ({ hosts: [], words: [] })),
    allow: optional(list(allowShape), none),
    remediation: optional(remediationShape, () => remediationShape.blank),
    validation: optional(nullable(validationShape), nothing),
    permissions: optional(words, none),
    ipAllowList: optional(nullable(ipAllowListShape), nothing),
    expiry: optional(nullable(text()), nothing),
    notes: optional(nullable(text()), nothing),
    examples: optional(examplesShape, () => ({ positive: [], negative: [] })),
  });
}

function kindShape(known: KnownChecks): Shape<CredentialKind> {
  return record<CredentialKind>({
    id: required(text(kebab)),
    role: required(role),
    label: required(text()),
    format: required(text()),
    pattern: required(text(patternProblem)),
    evidence: required(oneOf(EVIDENCE)),
    checks: optional(list(text((check) => checkProblem(known.checks, check))), none),
    entropy: optional(nullable(number({ from: 0, to: 8 })), nothing),
    names: optional(list(text(identifier)), none),
    severity: optional(nullable(severity), nothing),
    confidence: required(oneOf(FACT_CONFIDENCES)),
    sources: optional(words, none),
  });
}

function pairCheckShape(known: KnownChecks): Shape<PairCheck> {
  return record<PairCheck>({
    check: required(text((check) => checkProblem(known.pairChecks, check))),
    of: required(pair),
  });
}

const pair: Shape<PairCheck['of']> = {
  blank: [role.blank, role.blank],
  read(value, place) {
    const [first, second, ...rest] = list(role).read(value, place);
    if (first !== undefined && second !== undefined && rest.length === 0) return [first, second];
    if (Array.isArray(value)) place.report(place.path, 'must name exactly two roles');
    return this.blank;
  },
};

const callShape = record<CallFact>({
  callee: required(
    text(matching(/^[\w$]+(?:(?:\.|::|->)[\w$]+)*$/, 'must be a name: Client, AsyncClient.create')),
  ),
  args: required(list(nullable(role), 1)),
  common: optional(flag(), () => false),
});

const testShape = record<Issuer['test']>({
  hosts: optional(list(text(host)), none),
  words: optional(list(text(lowerCase)), none),
});

const allowShape = record<AllowedValue>({
  sha256: required(text(sha256)),
  what: required(text()),
  source: required(text()),
});

const supportShape = record<NonNullable<Remediation['support']>>({
  url: optional(nullable(text(contact)), nothing),
  notes: required(text()),
});

const remediationShape = record<Remediation>({
  url: optional(nullable(text(url)), nothing),
  steps: optional(words, none),
  api: optional(nullable(text()), nothing),
  aftermath: optional(words, none),
  support: optional(nullable(supportShape), nothing),
  sources: optional(words, none),
});

const validationShape = record<Validation>({
  method: optional(nullable(text()), nothing),
  url: optional(nullable(text()), nothing),
  signing: required(text()),
  live: required(text()),
  dead: required(text()),
  reveals: optional(words, none),
  sources: optional(words, none),
});

const ipAllowListShape = record<NonNullable<Issuer['ipAllowList']>>({
  supported: required(nullable(flag())),
  notes: required(text()),
});

const examplesShape = record<Issuer['examples']>({
  positive: optional(
    list(
      record<PositiveExample>({
        path: required(text()),
        text: required(text()),
        separate: optional(flag(), () => false),
      }),
    ),
    none,
  ),
  negative: optional(
    list(record<NegativeExample>({ path: required(text()), text: required(text()), why: required(text()) })),
    none,
  ),
});

function matching(pattern: RegExp, reason: string): TextRule {
  return (value) => (pattern.test(value) ? null : reason);
}

function checkProblem(known: ReadonlySet<string>, check: string): string | null {
  const name = check.split(':', 1)[0] ?? '';
  return known.has(name) ? null : `no check is called ${name}; known are ${[...known].sort().join(', ')}`;
}
