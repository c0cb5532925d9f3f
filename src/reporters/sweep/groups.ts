import { type Finding, SEVERITIES } from '../../findings/model.ts';
import { compareText } from '../../findings/order.ts';
import { isUrgent } from '../urgency.ts';
import { authorOf, daysOut, repositoriesOf, type SweepReport } from './model.ts';

/** One line of a table that counts findings. */
export interface GroupLine {
  /** From outside, so untrusted: an issuer's name, a repository, an author. */
  name: string;
  findings: number;
  /** Those that are live and dangerous. */
  urgent: number;
}

export interface Grouping {
  key: 'severity' | 'exchange' | 'repository' | 'age' | 'author';
  title: string;
  /** Most findings first, severities and ages in their own order. */
  lines: GroupLine[];
}

/** The findings counted in every way that a report shows. A credential in two repositories counts in both. */
export function groupings({ report }: SweepReport): Grouping[] {
  const { findings } = report;
  return [
    {
      key: 'severity',
      title: 'By severity',
      lines: inOrder(
        SEVERITIES.toReversed(),
        count(findings, ({ severity }) => [severity]),
      ),
    },
    { key: 'exchange', title: 'By exchange', lines: count(findings, ({ issuerName }) => [issuerName]) },
    { key: 'repository', title: 'By repository', lines: count(findings, repositoriesOf) },
    {
      key: 'age',
      title: 'By age',
      lines: inOrder(
        AGES,
        count(findings, (one) => [ageOf(one)]),
      ),
    },
    { key: 'author', title: 'By author', lines: count(findings, (one) => [authorOf(one) ?? 'unknown']) },
  ];
}

const AGE_STEPS: readonly [days: number, words: string][] = [
  [7, 'under a week'],
  [30, 'a week to a month'],
  [90, 'one to three months'],
  [365, 'three months to a year'],
  [Number.POSITIVE_INFINITY, 'over a year'],
];
const UNKNOWN_AGE = 'unknown';
const AGES = [...AGE_STEPS.map(([, words]) => words), UNKNOWN_AGE];

/** How long a finding has been out, in one of a few steps. */
export function ageOf(finding: Finding): string {
  const days = daysOut(finding);
  if (days === null) return UNKNOWN_AGE;
  return AGE_STEPS.find(([limit]) => days < limit)?.[1] ?? UNKNOWN_AGE;
}

function count(findings: readonly Finding[], namesOf: (finding: Finding) => string[]): GroupLine[] {
  const lines = new Map<string, GroupLine>();
  for (const finding of findings) {
    for (const name of namesOf(finding)) {
      const line = lines.get(name) ?? { name, findings: 0, urgent: 0 };
      lines.set(name, line);
      line.findings++;
      if (isUrgent(finding)) line.urgent++;
    }
  }
  return [...lines.values()].sort(
    (a, b) => b.findings - a.findings || b.urgent - a.urgent || compareText(a.name, b.name),
  );
}

function inOrder(order: readonly string[], lines: GroupLine[]): GroupLine[] {
  return lines.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
