import type { Report } from '../findings/model.ts';
import type { Phrase } from './phrase.ts';
import {
  coverageSentence,
  harmfulSkips,
  harmlessSkips,
  INCOMPLETE,
  suppressedSentence,
  unusedPhrase,
} from './summary-words.ts';
import { labelled, type Page, plainPhrase } from './text-page.ts';

const LABEL_WIDTH = 2;

/** What was scanned, silenced and left out; the loudest line last, where a terminal stops. */
export function footer(report: Report, page: Page): string[] {
  const { coverage } = report;
  return [
    ...page.prose(coverageSentence(report)),
    ...optional(harmlessSkips(coverage), page),
    ...optional(suppressedSentence(report), page),
    ...list('Suppressions that silence nothing any more:', report.unusedSuppressions.map(unusedPhrase), page),
    ...report.notices.flatMap((notice) => page.prose(`Note: ${notice}`)),
    ...(coverage.incomplete ? incomplete(report, page) : []),
  ];
}

function incomplete({ coverage }: Report, page: Page): string[] {
  const loud = page.prose(INCOMPLETE).map((line) => page.paint(['bold', 'yellow'], line));
  return ['', ...loud, ...items(harmfulSkips(coverage), page)];
}

function optional(sentence: string | null, page: Page): string[] {
  return sentence === null ? [] : page.prose(sentence);
}

function list(title: string, phrases: Phrase[], page: Page): string[] {
  return phrases.length === 0 ? [] : [...page.prose(title), ...items(phrases, page)];
}

function items(phrases: Phrase[], page: Page): string[] {
  return phrases.flatMap((phrase) =>
    labelled({ indent: 2, label: '-', labelWidth: LABEL_WIDTH, text: plainPhrase(phrase), page }),
  );
}
