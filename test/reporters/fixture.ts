import type {
  Coverage,
  Finding,
  FindingPart,
  Occurrence,
  PartRole,
  Report,
} from '../../src/findings/model.ts';
import type { RemediationFacts } from '../../src/remediation/facts.ts';
import type { ReportContext } from '../../src/reporters/reporter.ts';
import { exampleFacts, walletFacts } from '../remediation/facts.ts';

const PARTS = {
  apiKey: { role: 'apiKey', kind: 'api-key', label: 'API key', shown: 'Kq3v…x7Pd' },
  secret: { role: 'secret', kind: 'hmac-secret', label: 'secret key', shown: null },
  passphrase: { role: 'passphrase', kind: 'passphrase', label: 'passphrase', shown: null },
  privateKey: { role: 'privateKey', kind: 'private-key', label: 'private key', shown: null },
} satisfies Record<string, FindingPart>;

/** A made-up report with everything a report can have. */
export function fullReport(): Report {
  return {
    tool: { name: 'keysweep', version: '0.1.0', rules: '2026.11.20' },
    mode: 'working tree',
    findings: [pairInHistory(), walletKey(), secretOnTestnet(), closedVenueKey(), possibleToken()],
    suppressed: [suppressed('inline', 'dead since May'), suppressed('baseline', null)],
    unusedSuppressions: [{ where: '.keysweep-baseline:4', detail: 'ks1-9f3a matches no finding' }],
    notices: ['The configuration of this branch was ignored: suppressions come from the base revision.'],
    coverage: fullCoverage(),
  };
}

/** The same tool on a tree without findings. */
export function cleanReport(changes: Partial<Coverage> = {}): Report {
  return {
    ...fullReport(),
    findings: [],
    suppressed: [],
    unusedSuppressions: [],
    notices: [],
    coverage: { blobs: 4, bytes: 31_000, milliseconds: 9, skipped: [], incomplete: false, ...changes },
  };
}

/** A context with facts for every issuer of the fixture but one. */
export function context(changes: Partial<ReportContext> = {}): ReportContext {
  return { facts: factsById(), color: false, width: 80, generatedAt: '2026-11-21T13:00:00Z', ...changes };
}

/** One finding, changed as a test needs. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    fingerprint: fingerprint(1),
    issuer: 'nordex',
    issuerName: 'Nordex',
    ruleId: 'nordex/hmac-secret',
    severity: 'critical',
    confidence: 'likely',
    environment: 'live',
    parts: [PARTS.secret, PARTS.apiKey],
    occurrences: [occurrence({ path: 'bots/live/config.py', line: 12, roles: ['secret', 'apiKey'] })],
    evidence: [
      { kind: 'name', text: 'the name NORDEX_API_SECRET' },
      { kind: 'host', text: 'the host api.nordex.example in the same file' },
    ],
    suppression: null,
    ...changes,
  };
}

/** A place with its parts on consecutive lines. */
export function occurrence(at: { path: string; line: number; roles?: PartRole[] }): Occurrence {
  const roles = at.roles ?? ['secret'];
  return {
    provenance: { path: at.path },
    parts: roles.map((role, index) => ({
      role,
      region: { startLine: at.line + index, startColumn: 18, endLine: at.line + index, endColumn: 58 },
    })),
  };
}

export function fingerprint(seed: number): string {
  return `ks1-${seed.toString(16).padStart(2, '0').repeat(16)}`;
}

function pairInHistory(): Finding {
  const first = occurrence({
    path: 'bots/live/config.py',
    line: 12,
    roles: ['secret', 'passphrase', 'apiKey'],
  });
  first.provenance.commit = {
    id: '3f9c1d7a55e0b2c4d6f8a1b3c5d7e9f0a2b4c6d8',
    author: 'Ada Lovelace',
    email: 'ada@lovelace.example',
    date: '2025-10-05T09:30:00+02:00',
  };
  first.provenance.exposure = {
    atHead: false,
    branches: ['main', 'develop', 'feature/grid'],
    tags: ['v1.0'],
    reachable: true,
    days: 412,
  };
  const others = [
    'notebooks/pnl.ipynb',
    '.env.dist',
    'docs/setup.md',
    'docker/compose.yml',
    'scripts/old/run.sh',
  ];
  return finding({
    confidence: 'certain',
    parts: [PARTS.secret, PARTS.passphrase, PARTS.apiKey],
    occurrences: [first, ...others.map((path, index) => occurrence({ path, line: 3 + index }))],
  });
}

function walletKey(): Finding {
  return finding({
    fingerprint: fingerprint(2),
    issuer: 'tern-wallet',
    issuerName: 'Tern wallet private key',
    ruleId: 'tern-wallet/private-key',
    confidence: 'certain',
    parts: [PARTS.privateKey],
    occurrences: [
      occurrence({
        path: 'contracts/deploy/very/deep/folder/with/a/long/name/hardhat.config.ts',
        line: 31,
        roles: ['privateKey'],
      }),
    ],
    evidence: [{ kind: 'pair', text: 'the address beside it belongs to this key' }],
  });
}

function secretOnTestnet(): Finding {
  return finding({
    fingerprint: fingerprint(3),
    severity: 'low',
    environment: 'test',
    occurrences: [occurrence({ path: 'tests/test_client.py', line: 7, roles: ['secret', 'apiKey'] })],
    evidence: [{ kind: 'host', text: 'the host testnet.nordex.example' }],
  });
}

function closedVenueKey(): Finding {
  return finding({
    fingerprint: fingerprint(4),
    issuer: 'oldex',
    issuerName: 'Oldex',
    ruleId: 'oldex/hmac-secret',
    severity: 'low',
    environment: 'closed',
    occurrences: [occurrence({ path: 'archive/oldex.json', line: 2, roles: ['secret', 'apiKey'] })],
    evidence: [{ kind: 'scope', text: 'inside exchanges.oldex' }],
  });
}

function possibleToken(): Finding {
  return finding({
    fingerprint: fingerprint(5),
    issuer: 'generic',
    issuerName: 'Unknown issuer',
    ruleId: 'generic/secret',
    severity: 'medium',
    confidence: 'possible',
    parts: [PARTS.secret],
    occurrences: [occurrence({ path: 'src/設定/config.ts', line: 140 })],
    evidence: [{ kind: 'name', text: 'the name exchangeSecret' }],
  });
}

function suppressed(by: 'inline' | 'baseline', reason: string | null): Finding {
  const place = occurrence({ path: 'tests/fixtures.py', line: 40, roles: ['secret', 'apiKey'] });
  const seed = by === 'inline' ? 6 : 7;
  return finding({ fingerprint: fingerprint(seed), occurrences: [place], suppression: { by, reason } });
}

function fullCoverage(): Coverage {
  return {
    blobs: 1843,
    bytes: 21_400_000,
    milliseconds: 412,
    skipped: [
      { reason: 'binary', count: 37, examples: [{ path: 'logo.png', reason: 'binary' }] },
      { reason: 'symlink', count: 1, examples: [{ path: 'latest', reason: 'symlink' }] },
      {
        reason: 'unreadable',
        count: 2,
        examples: [
          { path: 'secrets/vault.db', reason: 'unreadable', detail: 'permission denied' },
          { path: 'secrets/old.db', reason: 'unreadable', detail: 'permission denied' },
        ],
      },
    ],
    incomplete: true,
  };
}

function factsById(): Map<string, RemediationFacts> {
  const oldex = exampleFacts({
    id: 'oldex',
    name: 'Oldex',
    status: 'closed',
    remediation: {
      url: 'https://claims.oldex.example',
      steps: ['Claims go through the page'],
      api: null,
      aftermath: [],
      support: null,
      sources: [],
    },
  });
  return new Map([exampleFacts(), walletFacts(), oldex].map((facts) => [facts.id, facts]));
}
