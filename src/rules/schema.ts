import { basename } from 'node:path';
import { crossProblems } from './cross.ts';
import { parseRuleDocument } from './document.ts';
import { issuerShape, type KnownChecks } from './issuer-shape.ts';
import type { RuleProblem } from './problem.ts';
import type { Issuer } from './rule.ts';
import type { Place } from './shape.ts';

export type { KnownChecks };

export interface RuleText {
  /** Name of the file as shown in problems; its stem must be the issuer's id. */
  file: string;
  text: string;
  known: KnownChecks;
}

/** `issuer` is null exactly when there are problems. */
export interface ParsedRule {
  issuer: Issuer | null;
  problems: RuleProblem[];
}

/**
 * Reads one rule file: fills in defaults, refuses unknown keys, wrong types and values that cannot work.
 * Reports every problem of the file, in the order of the text; never throws on bad input.
 */
export function parseRule({ file, text, known }: RuleText): ParsedRule {
  const document = parseRuleDocument({ file, text });
  const problems = [...document.problems];
  if (problems.length === 0) {
    const report: Place['report'] = (path, reason, at) => {
      problems.push(document.problemAt(path, reason, at));
    };
    const issuer = issuerShape(known).read(document.value, { path: [], report });
    const stem = basename(file).replace(/\.ya?ml$/, '');
    if (issuer.id !== '' && issuer.id !== stem) report(['id'], `must be the file's name, ${stem}`);
    for (const { path, reason } of crossProblems(issuer, problems)) report(path, reason);
    if (problems.length === 0) return { issuer, problems };
  }
  return { issuer: null, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}
