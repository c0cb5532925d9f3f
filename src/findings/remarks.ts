import { oddLineEnds } from './line-ends.ts';
import type { SealedFinding } from './seal.ts';
import { decodeText } from './utf16.ts';

/**
 * What people write behind values that they made up. It is a comment like `keysweep:allow`: counted among what is
 * suppressed, and without effect wherever whoever is scanned is not to silence the scan.
 */
const MADE_UP =
  /noqa: ?mock|\b(?:dummy|fake|mock(?:ed)?|placeholder|made[- ]up|not (?:a )?real|bogus|randomly? generated|publicly known|well[- ]known)\b/i;
const REMARK = /(?:#|\/\/|\/\*|<!--|--|;|%)(.*)$/;
/** Behind the value; a remark further away is about something else. */
const REACH = 160;

const REASON = 'a remark beside it says that it is made up';

/** Allows the findings of one file whose most dangerous part has a remark behind it, on its line, that it is made up. */
export function applyRemarks(findings: readonly SealedFinding[], bytes: Uint8Array): void {
  const open = findings.filter(({ allowed }) => allowed === null);
  if (open.length === 0) return;
  const lines = decodeText(bytes).split('\n');
  for (const finding of open) {
    const region = finding.parts[0]?.region;
    if (region === undefined) continue;
    const behind = lines[region.endLine - 1]?.slice(region.endColumn - 1, region.endColumn - 1 + REACH) ?? '';
    if (saysMadeUp(behind.slice(0, oddLineEnds(behind)[0]))) finding.allowed = { reason: REASON };
  }
}

function saysMadeUp(after: string): boolean {
  const remark = REMARK.exec(after)?.[1];
  return remark !== undefined && MADE_UP.test(remark);
}
