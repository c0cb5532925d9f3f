import { findPlaceholders, kindNamed } from './placeholder.ts';
import { type DocumentPath, formatPath, type RuleProblem } from './problem.ts';
import type { Issuer } from './rule.ts';

/** What is wrong between fields that are each well-formed. */
export interface CrossProblem {
  path: DocumentPath;
  reason: string;
}

/**
 * Checks that span fields: unique kind ids, roles that some kind has, placeholders that mean something.
 * Checks against the kinds are left out while the kinds' own ids and roles are wrong, and a value that is
 * already refused is not refused again.
 */
export function crossProblems(issuer: Issuer, found: readonly RuleProblem[]): CrossProblem[] {
  const kindsAreWrong = found.some(({ path }) => /^credentials(?:\[\d+\](?:\.(?:id|role))?)?$/.test(path));
  const againstKinds = kindsAreWrong ? [] : [...unknownRoles(issuer), ...exampleProblems(issuer)];
  return [...duplicates(issuer), ...againstKinds].filter(
    (problem) => !found.some(({ path }) => path !== '' && formatPath(problem.path).startsWith(path)),
  );
}

function duplicates(issuer: Issuer): CrossProblem[] {
  return [
    ...repeated(issuer.credentials.map((kind) => kind.id)).map((index) => ({
      path: ['credentials', index, 'id'],
      reason: `another kind of this issuer is already called ${issuer.credentials[index]?.id}`,
    })),
    ...repeated(issuer.bundles.map((roles) => [...roles].sort().join(' '))).map((index) => ({
      path: ['bundles', index],
      reason: 'the same bundle stands above',
    })),
    ...issuer.bundles.flatMap((roles, bundle) =>
      repeated(roles).map((index) => ({
        path: ['bundles', bundle, index],
        reason: `${roles[index]} is in this bundle twice`,
      })),
    ),
  ];
}

function unknownRoles(issuer: Issuer): CrossProblem[] {
  const known = new Set(issuer.credentials.map((kind) => kind.role));
  const uses: { path: DocumentPath; role: Issuer['bundles'][number][number] | null }[] = [
    ...Object.entries(issuer.headers).map(([name, role]) => ({ path: ['headers', name], role })),
    ...Object.entries(issuer.names).map(([name, role]) => ({ path: ['names', name], role })),
    ...issuer.calls.flatMap((call, index) =>
      call.args.map((role, position) => ({ path: ['calls', index, 'args', position], role })),
    ),
    ...issuer.bundles.flatMap((roles, index) =>
      roles.map((role, position) => ({ path: ['bundles', index, position], role })),
    ),
    ...issuer.pairChecks.flatMap((check, index) =>
      check.of.map((role, position) => ({ path: ['pairChecks', index, 'of', position], role })),
    ),
  ];
  return uses
    .filter(({ role }) => role !== null && !known.has(role))
    .map(({ path, role }) => ({ path, reason: `no credential kind of this issuer has the role ${role}` }));
}

function exampleProblems(issuer: Issuer): CrossProblem[] {
  const all = [
    ...issuer.examples.positive.map((example, index) => ({ at: ['positive', index], example })),
    ...issuer.examples.negative.map((example, index) => ({ at: ['negative', index], example })),
  ];
  return all.flatMap(({ at, example }) => {
    const path = ['examples', ...at, 'text'];
    const placeholders = findPlaceholders(example.text);
    const unknown = placeholders.filter(({ name }) => kindNamed(issuer.credentials, name) === undefined);
    const problems = unknown.map(({ name }) => ({
      path,
      reason: `{{${name}}} is neither a kind's id nor a kind's role`,
    }));
    const pointless = at[0] === 'positive' && placeholders.length === 0;
    return pointless
      ? [{ path, reason: 'a positive example needs a placeholder such as {{secret}}' }]
      : problems;
  });
}

/** Indexes of the items that stand earlier in the list too. Empty text is already reported as such. */
function repeated(items: readonly string[]): number[] {
  return items.flatMap((item, index) => (item !== '' && items.indexOf(item) < index ? [index] : []));
}
