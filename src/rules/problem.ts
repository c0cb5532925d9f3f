/** Where something stands in a rule document: keys and list indexes from the root. */
export type DocumentPath = readonly (string | number)[];

/** One thing that is wrong in one rule file; lines and columns are 1-based. */
export interface RuleProblem {
  file: string;
  line: number;
  column: number;
  /** Path in the document, for example `credentials[0].pattern`; empty for the document itself. */
  path: string;
  reason: string;
}

/** One line for people: `FILE:LINE:COLUMN: path: reason`. */
export function formatProblem(problem: RuleProblem): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  return problem.path === '' ? `${where}: ${problem.reason}` : `${where}: ${problem.path}: ${problem.reason}`;
}

/** `['credentials', 0, 'pattern']` gives `credentials[0].pattern`. */
export function formatPath(path: DocumentPath): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}
