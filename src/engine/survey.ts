import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { surveyByKernel } from './kernel.ts';
import { findNumberRows } from './number-rows.ts';
import { findRuns } from './runs.ts';
import { findNames, type TellingNames } from './telling-names.ts';
import { EDGE_WORDS, findWordRows } from './word-rows.ts';

/** What a pass over all bytes tells of them: where somebody has to look closer. */
export interface Survey {
  runs: Span[];
  wordRows: Span[];
  numberRows: Span[];
  /** Empty where no names were asked for. */
  names: Span[];
  /** Which rare marks there may be, bits of `RARE`. */
  rare: number;
}

/** Marks that most texts have none of. */
export const RARE = {
  pem: 1,
  keystore: 2,
  escape: 4,
  entity: 8,
  beyondAscii: 16,
  /** A backslash before a line break. */
  brokenLine: 32,
  endTag: 64,
  /** `\1` or `\u`, as letters by their numbers begin. */
  code: 128,
};

export interface SurveyOptions {
  /** Whether the bytes are a part of a text: what touches their ends may then go on there. */
  isPart: boolean;
  names: TellingNames | null;
}

/** Surveys bytes: with 16 of them per step where that pays, else with the plain finders. The answer is the same. */
export function surveyOf(bytes: Uint8Array, options: SurveyOptions): Survey {
  return surveyByKernel(bytes, options) ?? surveyByFinders(bytes, options);
}

/** The same by the plain finders. */
export function surveyByFinders(bytes: Uint8Array, { isPart, names }: SurveyOptions): Survey {
  const survey: Survey = { runs: [], wordRows: [], numberRows: [], names: [], rare: ANY };
  const to = (spans: Span[]) => (start: number, end: number) => spans.push({ start, end });
  findRuns(bytes, to(survey.runs));
  findWordRows(bytes, to(survey.wordRows), isPart ? EDGE_WORDS : undefined);
  findNumberRows(bytes, to(survey.numberRows), isPart);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (names !== null) findNames(buffer, names, to(survey.names));
  return { ...survey, names: inOrder(survey.names) };
}

/** Spans by their place, each once: names are looked for by several signs. */
function inOrder(spans: Span[]): Span[] {
  const sorted = spans.sort((a, b) => a.start - b.start);
  return sorted.filter(({ start }, index) => start !== sorted[index - 1]?.start);
}

const ANY = -1;
