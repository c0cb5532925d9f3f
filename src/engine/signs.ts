import type { Label } from './binding-types.ts';
import { type LabelMeaning, wordsOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Token } from './token.ts';

/** Secrets that are called `sign`, as what they are for. */

/** `key: "V", sign: "V"`: the secret of the key beside it, where no signature has such a form. */
export function signMeaning(text: string, token: Token, { via, name }: Label): LabelMeaning | null {
  if (via !== 'assignment' || !SIGN.test(wordsOf(name)) || isSignature(token.value)) return null;
  const from = lineStart(text, Math.max(0, token.start - NEAR), NEAR);
  const around = text.slice(from, lineEnd(text, token.end + NEAR, NEAR));
  return KEY.test(around) ? SECRET : null;
}

const SIGN = /^(?:\w+ )?sign$/;

/** Digests are written in hexadecimal or in base64, which has signs among its letters or ends in one. */
function isSignature(value: string): boolean {
  return value.length < 20 || /^(?:0x)?[\da-f]+$/i.test(value) || !/^[\dA-Za-z]+$/.test(value);
}

const NEAR = 200;

const KEY = /(?:^|[^A-Za-z]|api_?|_)key["']?\s{0,3}(?:=>|[:=])\s{0,3}["'`]?[\w-]{16}/i;

const SECRET: LabelMeaning = { role: 'secret', strength: 2, other: false, dummy: false };
