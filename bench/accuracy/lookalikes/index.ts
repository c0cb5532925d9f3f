import { chain } from './chain.ts';
import { codeAndMedia } from './code-and-media.ts';
import { hashes } from './hashes.ts';
import { identifiers } from './identifiers.ts';
import type { LookAlike } from './look-alike.ts';
import { placeholders } from './placeholders.ts';
import { sdkCode } from './sdk-code.ts';
import { sealed } from './sealed.ts';

/** Everything that must not be reported. */
export const LOOK_ALIKES: readonly LookAlike[] = [
  ...placeholders,
  ...hashes,
  ...chain,
  ...identifiers,
  ...codeAndMedia,
  ...sdkCode,
  ...sealed,
];
