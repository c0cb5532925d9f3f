import type { Finding, Occurrence, Report } from '../findings/model.ts';
import type { RemediationFacts } from '../remediation/facts.ts';
import { revocation } from '../remediation/revoke.ts';
import { ENVIRONMENT_WORDS, partsPhrase, placePhrase } from '../reporters/finding-words.ts';
import { type Phrase, renderPhrase } from '../reporters/phrase.ts';
import { byUrgency } from '../reporters/urgency.ts';
import { plural } from '../terminal/counts.ts';
import { type Annotation, MOST_ANNOTATIONS } from './commands.ts';

export interface Shown {
  /** What decides. */
  judged: Report;
  /** The files as they stand: where a finding is in them, it is shown there. */
  files: Report | null;
  standing: readonly Finding[];
  facts: ReadonlyMap<string, RemediationFacts>;
  /** Folder of the checkout within the workspace; empty for the workspace itself. */
  folder: string;
}

/** What is shown beside the code: what is new as errors, what stood there before as warnings, each within the limit. */
export function annotationsFor(shown: Shown): Annotation[] {
  const { judged, standing, facts, folder } = shown;
  const here = new Map(filesOf(shown).map((finding) => [finding.fingerprint, finding]));
  const errors = byUrgency(judged.findings).map((finding) => {
    const at = here.get(finding.fingerprint);
    return annotation({
      finding,
      at: at ?? finding,
      isHere: at !== undefined,
      level: 'error',
      facts,
      folder,
    });
  });
  const warnings = byUrgency(standing).map((finding) =>
    annotation({ finding, at: finding, isHere: true, level: 'warning', facts, folder }),
  );
  const incomplete = judged.coverage.incomplete ? [INCOMPLETE] : [];
  return [...limited([...incomplete, ...errors]), ...limited(warnings)];
}

/** What stands in the files now. A comment of the change may suppress it there, which means nothing here. */
function filesOf({ judged, files }: Shown): readonly Finding[] {
  return files === null ? judged.findings : [...files.findings, ...files.suppressed];
}

const INCOMPLETE: Annotation = {
  level: 'error',
  title: 'keysweep: not everything could be scanned',
  message:
    'This run does not prove that nothing leaked. The log and the summary say what is missing, and why.',
  file: null,
  line: null,
};

/** The runner drops what is over its limit without a word: the last one says how many more there are. */
function limited(annotations: Annotation[]): Annotation[] {
  if (annotations.length <= MOST_ANNOTATIONS) return annotations;
  const kept = annotations.slice(0, MOST_ANNOTATIONS - 1);
  const rest = plural(annotations.length - kept.length, 'more credential');
  const [first] = annotations;
  return [
    ...kept,
    {
      level: first!.level,
      title: 'keysweep',
      message: `and ${rest}: see the summary`,
      file: null,
      line: null,
    },
  ];
}

interface Place {
  finding: Finding;
  at: Finding;
  /** It stands in the files now. */
  isHere: boolean;
  level: Annotation['level'];
  facts: Shown['facts'];
  folder: string;
}

function annotation({ finding, at, isHere, level, facts, folder }: Place): Annotation {
  const { issuerName, severity, confidence, environment } = finding;
  const [occurrence] = at.occurrences;
  const isFile = isHere && occurrence !== undefined && isInFiles(occurrence);
  const account = environment === 'live' ? '' : `, ${ENVIRONMENT_WORDS[environment]}`;
  return {
    level,
    title: `${severity}: ${issuerName}`,
    message: [
      `${plain(partsPhrase(finding))} (${confidence}${account}).`,
      ...(isFile ? [] : whereElse(occurrence)),
      ...firstDeed(facts.get(finding.issuer)),
    ].join(' '),
    file: isFile ? inWorkspace(occurrence.provenance.path, folder) : null,
    line: isFile ? (occurrence.parts[0]?.region.startLine ?? null) : null,
  };
}

/** A message is in no file, and of a history not everything is at its head. */
function isInFiles({ provenance: { object, exposure } }: Occurrence): boolean {
  return object === undefined && exposure?.atHead !== false;
}

function whereElse(occurrence: Occurrence | undefined): string[] {
  if (occurrence === undefined) return [];
  const { commit, object } = occurrence.provenance;
  const by = commit === undefined || object !== undefined ? '' : ` of commit ${commit.id.slice(0, 10)}`;
  const since = object === undefined ? ', which a later one changes; it has leaked all the same' : '';
  return [`In ${plain(placePhrase(occurrence))}${by}${since}.`];
}

function firstDeed(facts: RemediationFacts | undefined): string[] {
  if (facts === undefined) return [];
  const { title, page } = revocation(facts);
  return [page === null ? `${title}.` : `${title}: ${page}`];
}

function inWorkspace(path: string, folder: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function plain(phrase: Phrase): string {
  return renderPhrase(phrase, { words: (text) => text, untrusted: (text) => text });
}
