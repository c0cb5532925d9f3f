import type { Report } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';

/** What a reporter is given beside the report. */
export interface ReportContext {
  /** By issuer id; an issuer that is missing here is reported without advice. */
  facts: ReadonlyMap<string, RemediationFacts>;
  color: boolean;
  /** Columns of the terminal; formats for files ignore it. */
  width: number;
  /** ISO 8601; reports that carry a time leave it out when it is not given. */
  generatedAt?: string;
}

/** Turns a report into one string. Pure: the same input gives the same output. */
export type Render = (report: Report, context: ReportContext) => string;
