import type { CommitFacts } from '../findings/model.ts';

export interface ParsedCommit {
  facts: CommitFacts;
  /** Without the headers: a signature there is no text. */
  message: Buffer;
}

/** Longest header that is looked at; author lines are far shorter. */
const MAX_HEADERS = 64 * 1024;

/**
 * Takes a commit object apart. Names and dates are whatever the author wrote: they are for display only, and
 * what is no date gives an empty one.
 */
export function parseCommit(id: string, bytes: Buffer): ParsedCommit {
  const end = bytes.indexOf('\n\n');
  const headers = bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, MAX_HEADERS)).toString('utf8');
  const author = /^author (.*?) ?<([^>\n]*)> (\d+) ([+-]\d{4})$/m.exec(headers);
  const [, name = '', email = '', seconds = '', zone = ''] = author ?? [];
  return {
    facts: { id, author: name, email, date: isoDate(seconds, zone) },
    message: end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 2),
  };
}

/** ISO 8601 with the author's own offset; in UTC where that is no offset that a date can have. */
function isoDate(seconds: string, zone: string): string {
  if (!/^[+-](?:[01]\d|2[0-3])[0-5]\d$/.test(zone)) return seconds === '' ? '' : isoDate(seconds, '+0000');
  const sign = zone.startsWith('-') ? -1 : 1;
  const offset = sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(3, 5)) * 60);
  const local = new Date((Number(seconds) + offset) * 1000);
  if (Number.isNaN(local.getTime())) return '';
  return `${local.toISOString().slice(0, -5)}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
