import type { Report, Skip } from '../findings/model.ts';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import { plural } from '../terminal/counts.ts';
import { type Phrase, untrusted } from './phrase.ts';
import type { ReportContext } from './reporter.ts';
import { artifact, sarifText } from './sarif-text.ts';
import { INCOMPLETE, skipWords, unusedPhrase } from './summary-words.ts';

interface Notification {
  descriptor: { id: string };
  level: 'error' | 'warning' | 'note';
  message: { text: string };
  locations?: { physicalLocation: { artifactLocation: { uri: string; uriBaseId: string } } }[];
}

/** How the scan went: unsuccessful when something was not read, with a notification for each reason. */
export function invocation(report: Report, context: ReportContext, leftOut: number) {
  const { coverage } = report;
  return {
    executionSuccessful: !coverage.incomplete,
    ...(context.generatedAt === undefined ? {} : { endTimeUtc: utc(context.generatedAt) }),
    toolExecutionNotifications: [
      ...(coverage.incomplete ? [notification('incomplete', 'error', [INCOMPLETE])] : []),
      ...coverage.skipped.map(skipNotification),
      ...(leftOut > 0 ? [leftOutNotification(leftOut)] : []),
    ],
    toolConfigurationNotifications: [
      ...report.notices.map((notice) => notification('notice', 'note', [untrusted(notice)])),
      ...report.unusedSuppressions.map(unusedNotification),
    ],
  };
}

function skipNotification({ reason, count, examples }: Report['coverage']['skipped'][number]): Notification {
  const isHarmless = HARMLESS_SKIPS.has(reason);
  return {
    ...notification(`skipped/${reason}`, isHarmless ? 'note' : 'error', [
      `Not scanned: ${skipWords(reason, count)}.`,
    ]),
    ...(examples.length === 0 ? {} : { locations: examples.map(exampleLocation) }),
  };
}

function exampleLocation({ path, detail }: Skip) {
  const physicalLocation = { artifactLocation: artifact(path) };
  return detail === undefined
    ? { physicalLocation }
    : { physicalLocation, message: { text: sarifText([untrusted(detail)]) } };
}

function leftOutNotification(count: number): Notification {
  const text = `${plural(count, 'result')} left out, the least severe: GitHub keeps no more.`;
  return notification('results-left-out', 'warning', [text]);
}

function unusedNotification(unused: Report['unusedSuppressions'][number]): Notification {
  return notification('unused-suppression', 'warning', ['Silences nothing: ', ...unusedPhrase(unused)]);
}

function notification(id: string, level: Notification['level'], phrase: Phrase): Notification {
  return { descriptor: { id }, level, message: { text: sarifText(phrase) } };
}

/** SARIF wants UTC with a `Z`. */
function utc(time: string): string {
  return new Date(time).toISOString();
}
