import type { Result } from './scanner.ts';
import type { FileScore, Outcome } from './score.ts';
import { isSecret } from './score.ts';

/** Prints what a run measured. Never a value, only placements, issuers and counts. */
export function report(scores: FileScore[], options: { misses: number; all: boolean }): string {
  const leaks = scores.filter((score) => score.file.said !== null);
  const lookAlikes = scores.filter((score) => score.file.said === null);
  const outcomes = leaks.flatMap((score) => score.outcomes);
  const secrets = outcomes.filter((o) => isSecret(o.truth));
  return [
    headline(leaks, secrets, outcomes),
    table('By role', outcomes, (o) => o.truth.role, options),
    table('By way of saying the issuer', secrets, (o) => o.file.said!, options),
    table('By issuer', secrets, (o) => o.truth.drawnFrom, options),
    table('By placement', secrets, (o) => o.file.placement, options),
    pairTable(leaks),
    confusions(secrets),
    falseTable('Look-alikes reported', lookAlikes, (score) => score.file.placement),
    falseTable('Findings in leak files that touch no value', leaks, (score) => score.file.placement),
    missList(secrets, options.misses),
  ].join('\n\n');
}

function headline(leaks: FileScore[], secrets: Outcome[], all: Outcome[]): string {
  const sum = (pick: (score: FileScore) => number): number =>
    leaks.reduce((total, score) => total + pick(score), 0);
  const found = secrets.filter((o) => o.found);
  const said = found.filter((o) => o.named !== null);
  return [
    `secrets found at the right place  ${share(found.length, secrets.length)}`,
    `all parts found                   ${share(all.filter((o) => o.found).length, all.length)}`,
    `issuer named, where it is said    ${share(said.filter((o) => o.named).length, said.length)}`,
    `credentials united                ${share(
      sum((s) => s.united),
      sum((s) => s.pairs),
    )}`,
    `results that mix credentials      ${sum((s) => s.mixed)}`,
    `results that touch no value       ${sum((s) => s.stray.length)}`,
  ].join('\n');
}

function table(
  title: string,
  outcomes: Outcome[],
  key: (outcome: Outcome) => string,
  options: { all: boolean },
): string {
  const rows = [...groupBy(outcomes, key)].map(([name, group]) => {
    const found = group.filter((o) => o.found);
    const said = found.filter((o) => o.named !== null);
    return {
      name,
      total: group.length,
      found: found.length,
      said: said.length,
      named: said.filter((o) => o.named).length,
    };
  });
  const worst = rows.sort(
    (a, b) => a.found / a.total - b.found / b.total || a.named / (a.said || 1) - b.named / (b.said || 1),
  );
  const shown = options.all
    ? worst
    : worst.filter((row) => row.found < row.total || row.named < row.said).slice(0, 60);
  const perfect = worst.length - worst.filter((row) => row.found < row.total || row.named < row.said).length;
  const body = shown.map(
    (row) =>
      `  ${row.name.padEnd(42)} ${share(row.found, row.total).padEnd(22)} named ${share(row.named, row.said)}`,
  );
  return [`${title} (${perfect} of ${worst.length} without a fault)`, ...body].join('\n');
}

function pairTable(leaks: FileScore[]): string {
  const rows = [...groupBy(leaks, (score) => score.file.placement)]
    .map(([name, group]) => ({
      name,
      pairs: total(group, 'pairs'),
      united: total(group, 'united'),
      mixed: total(group, 'mixed'),
    }))
    .filter((row) => row.united < row.pairs || row.mixed > 0)
    .sort((a, b) => b.mixed - a.mixed || a.united / (a.pairs || 1) - b.united / (b.pairs || 1));
  return [
    'Credentials not united, or mixed, by placement',
    ...rows
      .slice(0, 40)
      .map(
        (row) =>
          `  ${row.name.padEnd(42)} united ${share(row.united, row.pairs).padEnd(20)} mixed ${row.mixed}`,
      ),
  ].join('\n');
}

function total(scores: FileScore[], key: 'pairs' | 'united' | 'mixed'): number {
  return scores.reduce((sum, score) => sum + score[key], 0);
}

/** Which issuer is taken for which, the most frequent first. */
function confusions(secrets: Outcome[]): string {
  const wrong = secrets.filter((o) => o.named === false);
  const rows = [...groupBy(wrong, (o) => `${o.truth.issuer} taken for ${o.saidIssuers.join(', ')}`)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  return [
    'Wrong names',
    ...rows.slice(0, 30).map(([name, group]) => `  ${String(group.length).padStart(5)}  ${name}`),
  ].join('\n');
}

function falseTable(title: string, scores: FileScore[], key: (score: FileScore) => string): string {
  const rows = [
    ...groupBy(
      scores.filter((score) => score.stray.length > 0),
      key,
    ),
  ]
    .map(([name, group]) => ({
      name,
      files: group.length,
      rules: rules(group.flatMap((score) => score.stray)),
    }))
    .sort((a, b) => b.files - a.files);
  const files = scores.filter((score) => score.stray.length > 0).length;
  return [
    `${title}: ${share(files, scores.length)} of files`,
    ...rows
      .slice(0, 40)
      .map((row) => `  ${row.name.padEnd(42)} ${String(row.files).padStart(5)}  ${row.rules}`),
  ].join('\n');
}

function rules(results: Result[]): string {
  return [...new Set(results.map((result) => `${result.issuer} ${result.confidence}`.trim()))]
    .slice(0, 4)
    .join(', ');
}

function missList(secrets: Outcome[], count: number): string {
  const missed = secrets.filter((o) => !o.found).slice(0, count);
  const rows = missed.map(
    (o) =>
      `  ${o.file.placement.padEnd(36)} ${`${o.truth.drawnFrom} ${o.truth.role}`.padEnd(36)} said by ${o.file.said}  ${o.file.path}`,
  );
  return [`First misses`, ...rows].join('\n');
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

function share(part: number, of: number): string {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} % (${part}/${of})`;
}
