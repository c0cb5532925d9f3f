import type { IssuerFacts } from './facts.ts';

/** Words that are no name of a business, though a rule may list them. */
const USUAL =
  /^(?:seed|wallet|mnemonic|phrase|keystore|token|webhook|chat_id|solana_keypair|account|private|key|secret|test)$/;

/**
 * The words by which each issuer, and no other, is called: fit for identifiers, the usual one first. Distinct
 * words are preferred; an issuer with common words only is called by those.
 */
export function uniqueWords(issuers: readonly IssuerFacts[]): Map<string, string[]> {
  const owners = new Map<string, number>();
  for (const issuer of issuers)
    for (const word of new Set([...issuer.words, ...issuer.commonWords]))
      owners.set(word, (owners.get(word) ?? 0) + 1);
  const ids = new Set(issuers.map((issuer) => issuer.id));
  return new Map(
    issuers.map((issuer) => {
      const fit = (word: string): boolean =>
        /^[a-z][a-z0-9_-]+$/.test(word) &&
        owners.get(word) === 1 &&
        !USUAL.test(word) &&
        (word === issuer.id || !ids.has(word));
      const words = issuer.words.filter(fit);
      return [issuer.id, (words.length > 0 ? words : issuer.commonWords.filter(fit)).slice(0, 3)];
    }),
  );
}
