import type { Issuer, MatchingRule } from '../rules/rule.ts';
import { padEnd } from '../terminal/columns.ts';
import { plural } from '../terminal/counts.ts';
import { escapeText } from '../terminal/escape.ts';

/** What a few long names are beyond this moves their own line only. */
const WIDEST_CELL = 36;

/** One line an issuer: id, name, business, what is found of it. */
export function issuerTable(rules: readonly MatchingRule[]): string {
  const rows = rules.map(({ id, name, category, status, credentials }) => [
    id,
    escapeText(name),
    status === 'active' ? category : `${category}, ${status}`,
    [...new Set(credentials.map(({ role }) => role))].join(', '),
  ]);
  const table = [['ISSUER', 'NAME', 'BUSINESS', 'FINDS'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    Math.min(WIDEST_CELL, Math.max(...table.map((row) => row[column]!.length))),
  );
  const lines = table.map((row) =>
    row
      .map((cell, column) => padEnd(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n\n${plural(rules.length, 'issuer')}\n`;
}

/** Everything that a rule says, for a person. */
export function issuerText(issuer: Issuer): string {
  const { name, id, category, status, credentials, names, headers, remediation } = issuer;
  const sections: [string, string[]][] = [
    [
      'Credentials',
      credentials.map(({ id: kind, role, label, format }) => `${kind} (${role}): ${label}. ${format}`),
    ],
    ['Usable together', issuer.bundles.map((bundle) => bundle.join(' + '))],
    ['Names in code', Object.entries(names).map(([key, role]) => `${key}: ${role}`)],
    ['Headers', Object.entries(headers).map(([key, role]) => `${key}: ${role}`)],
    ['Hosts', issuer.hosts],
    ['Imports', issuer.imports],
    ['Permissions', issuer.permissions],
    ['IP allow-list', issuer.ipAllowList === null ? [] : [issuer.ipAllowList.notes]],
    ['Expiry', issuer.expiry === null ? [] : [issuer.expiry]],
    ['Delete it at', remediation.url === null ? [] : [remediation.url]],
    ['Notes', issuer.notes === null ? [] : [issuer.notes]],
    ['Sources', [...new Set([...credentials.flatMap(({ sources }) => sources), ...remediation.sources])]],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines]) => sectionLines(title, lines));
  return `${[`${name} (${id}): ${category}, ${status}`, ...text].map(escapeText).join('\n')}\n`;
}

function sectionLines(title: string, lines: string[]): string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}
