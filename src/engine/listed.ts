import type { Surroundings } from './attribution.ts';
import type { Binding } from './binding.ts';
import { keyFilePlace } from './key-files.ts';
import { lineRowPlace } from './line-rows.ts';
import { lineEnd, lineStart } from './lines.ts';
import { namePlace } from './name-lists.ts';
import { bare, type Named } from './named-value.ts';
import { positionRole } from './position.ts';
import { rowPlace } from './rows.ts';
import type { Token } from './token.ts';
import { walletNotePlace } from './wallet-notes.ts';

/** Values without a name that stand in a row: a record, a file of keys, a list, a tuple, what a function returns. */

/** The place in a record, a file of keys or a list of values. */
export function listedPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  return (
    namePlace(around, token, binding) ??
    recordPlace(around, token, binding) ??
    keyFilePlace(around, token, binding) ??
    rowPlace(around, token, binding) ??
    lineRowPlace(around, token, binding) ??
    walletNotePlace(around, token, binding)
  );
}

/** `kraken:KEY:SECRET` or `okx,KEY,SECRET,PASSPHRASE` on a line of its own, as in password files. */
function recordPlace(around: Surroundings, token: Token, binding: Binding): Named | null {
  const from = lineStart(around.text, token.start, 400);
  const record = RECORD.exec(around.text.slice(from, lineEnd(around.text, token.end, 400)));
  if (record === null || around.ruleset.lexicon.find(record[1]!).length === 0) return null;
  const before = around.text.slice(from, token.start);
  const place = record.slice(2).filter((field) => field !== undefined && before.includes(field)).length;
  return bare(binding, { label: null, role: positionRole(undefined, place), strength: 2, least: 2.5 });
}

const RECORD =
  /^\s*([\w.-]{2,30}(?: (?:api|keys?|creds?|credentials|account|main|sub))?)[:;|,\t ]+([^\s:;|,]{8,200})(?: \/ |[:;|,\t ]+)([^\s:;|,]{8,200})(?:[:;|,\t ]+([^\s:;|,]{6,64}))?\s*$/;
