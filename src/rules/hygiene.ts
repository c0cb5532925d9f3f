import type { PartRole } from '../findings/model.ts';
import type { RuleFault } from './check.ts';
import type { CredentialKind, Issuer } from './rule.ts';

/**
 * What a set of rules must keep to so that findings are named right: nothing that names one issuer is claimed
 * by another, and every rule can be found and acted on.
 *
 * Shared on purpose, and so no fault: anything with a closed or renamed venue (its successor keeps the names),
 * with a wallet or generic format (it is used at exchanges under their names), or within one company, which
 * ids show (`kraken`, `krakenfutures`). Headers may be shared by everybody, as exchanges copy one another's
 * APIs, while they agree on the role; `apiKey` and `token` count as one there.
 */
export function hygieneFaults(issuers: readonly Issuer[]): RuleFault[] {
  return [
    ...CLAIMS.flatMap((claim) => conflicts(issuers, claim)),
    ...headerConflicts(issuers),
    ...issuers.flatMap(omissions),
  ];
}

/** What only one issuer may have, in a spelling that makes equal what the engine takes for equal. */
interface Claim {
  what: string;
  of(issuer: Issuer): string[];
  mayShare(one: Issuer, other: Issuer): boolean;
}

const CLAIMS: Claim[] = [
  { what: 'id', of: ({ id }) => [id], mayShare: () => false },
  { what: 'ccxt id', of: ({ ccxt }) => ccxt, mayShare: () => false },
  { what: 'host', of: ({ hosts, test }) => [...hosts, ...test.hosts], mayShare: areRelated },
  { what: 'name', of: ({ names }) => Object.keys(names).map(plain), mayShare: areRelated },
  {
    what: 'word',
    of: ({ words, commonWords }) => [...words, ...commonWords].map(plain),
    mayShare: areRelated,
  },
];

function conflicts(issuers: readonly Issuer[], { what, of, mayShare }: Claim): RuleFault[] {
  const holders = new Map<string, Issuer[]>();
  const faults: RuleFault[] = [];
  for (const issuer of issuers) {
    for (const claimed of new Set(of(issuer))) {
      const before = holders.get(claimed) ?? [];
      const rival = before.find((other) => !mayShare(issuer, other));
      if (rival !== undefined) {
        faults.push({ issuer: issuer.id, path: '', reason: `${what} ${claimed} is ${rival.id}'s too` });
      }
      holders.set(claimed, [...before, issuer]);
    }
  }
  return faults;
}

function areRelated(one: Issuer, other: Issuer): boolean {
  const isFormat = [one, other].some(({ category }) => category === 'wallet' || category === 'generic');
  const isPast = [one, other].some(({ status }) => status !== 'active');
  return isFormat || isPast || one.id.startsWith(other.id) || other.id.startsWith(one.id);
}

function headerConflicts(issuers: readonly Issuer[]): RuleFault[] {
  const holders = new Map<string, { issuer: string; role: PartRole }>();
  const faults: RuleFault[] = [];
  for (const { id, headers } of issuers) {
    for (const [name, given] of Object.entries(headers)) {
      const role = given === 'token' ? 'apiKey' : given;
      const first = holders.get(name.toLowerCase());
      if (first === undefined) holders.set(name.toLowerCase(), { issuer: id, role });
      else if (first.role !== role) {
        const reason = `carries ${given} here and ${first.role} at ${first.issuer}`;
        faults.push({ issuer: id, path: `headers.${name}`, reason });
      }
    }
  }
  return faults;
}

/** What a complete rule has and the format does not insist on. */
function omissions(issuer: Issuer): RuleFault[] {
  const { id, credentials, examples, remediation } = issuer;
  const isTried = credentials.length === 0 || examples.positive.length > 0;
  const fault = (path: string, reason: string): RuleFault => ({ issuer: id, path, reason });
  return [
    ...(isTried ? [] : [fault('examples.positive', 'has no example')]),
    ...(remediation.steps.length === 0 ? [fault('remediation.steps', 'does not say how to kill it')] : []),
    ...credentials.flatMap((kind, index) => {
      const reason = unfindable(issuer, kind);
      return reason === null ? [] : [fault(`credentials[${index}]`, reason)];
    }),
  ];
}

/** Why no text can ever lead to this kind, or null. */
function unfindable(issuer: Issuer, kind: CredentialKind): string | null {
  const { words, commonWords, hosts, imports, names, calls, headers, files } = issuer;
  const lists = [words, commonWords, hosts, imports, calls, files, Object.keys(names), Object.keys(headers)];
  if (kind.evidence === 'issuer' && lists.every((list) => list.length === 0)) {
    return 'needs the issuer near it, but nothing names the issuer';
  }
  const isNamed =
    kind.names.length > 0 ||
    [...Object.values(names), ...Object.values(headers), ...calls.flatMap(({ args }) => args)].includes(
      kind.role,
    );
  return kind.evidence === 'name' && !isNamed
    ? 'needs a name of its own, but no name, header or call has its role'
    : null;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '');
}
