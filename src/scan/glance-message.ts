import type { Glance } from '../engine/glance.ts';
import { findInlineAllows } from '../findings/inline-allow.ts';
import { MESSAGE_NAME, readCommitMessage } from '../sources/commit-message.ts';
import { isOrdinary } from './glance-staged.ts';
import { resolveSettings } from './settings.ts';

/**
 * Whether a commit message holds nothing, as far as a glance tells. Throws `KeysweepError` where it or the configuration
 * cannot be read.
 */
export function isCleanMessage({
  cwd,
  file,
  glance,
}: {
  cwd: string;
  file: string;
  glance: Glance;
}): boolean {
  const settings = resolveSettings({ cwd }, cwd);
  const bytes = readCommitMessage({ cwd, file });
  const within = [{ start: 0, end: bytes.length }];
  return (
    isOrdinary(settings) &&
    bytes.length <= settings.limits.wholeBytes &&
    findInlineAllows(bytes).length === 0 &&
    !glance({ bytes, path: MESSAGE_NAME, within })
  );
}
