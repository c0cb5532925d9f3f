import type { Issuer } from '../../src/rules/rule.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { SOUND } from './documents.ts';
import { known } from './known.ts';

/** The issuer of `documents.ts`, with some fields replaced. */
export function acme(changes: Partial<Issuer> = {}): Issuer {
  const { issuer } = parseRule({ file: 'acme.yaml', text: SOUND, known });
  if (issuer === null) throw new Error('the sound rule is not sound');
  return { ...issuer, ...changes };
}
