import { BARE, frame, type Language, OUTSIDE } from '../languages.ts';
import { isBare, isCcxt, isOneLine, isPair, type Leak, type Placement } from '../leak.ts';

type Options = Partial<Pick<Placement, 'says' | 'fits' | 'others'>> & { files?: readonly string[] };

/** Lines of code within a file of a language; the issuer is said around them unless `says` tells otherwise. */
export function code(
  id: string,
  language: Language,
  lines: (leak: Leak, others: Leak[]) => string[],
  options: Options = {},
): Placement {
  const says = OUTSIDE.filter((way) => way !== 'import' || language.import !== null);
  return {
    id,
    says: options.says ?? says,
    fits: options.fits ?? (() => true),
    ...(options.others ? { others: options.others } : {}),
    write: (leak, others) => ({
      path: leak.random.pick(options.files ?? language.files),
      text: frame({ leak, language, lines: lines(leak, others) }),
    }),
  };
}

/** A whole file as one text. */
export function file(
  id: string,
  files: readonly string[],
  text: (leak: Leak, others: Leak[]) => string,
  options: Options = {},
): Placement {
  return {
    id,
    says: options.says ?? BARE,
    fits: options.fits ?? (() => true),
    ...(options.others ? { others: options.others } : {}),
    write: (leak, others) => ({ path: leak.random.pick(files), text: text(leak, others) }),
  };
}

/** A key and a secret, both without line breaks: constructors, tables, key files. */
export const pair = (leak: Leak): boolean => isPair(leak) && isOneLine(leak);

/** As `pair`, and every value can stand without quotes. */
export const barePair = (leak: Leak): boolean => isPair(leak) && isBare(leak);

/** ccxt takes it. */
export const ccxtPair = (leak: Leak): boolean => isCcxt(leak) && isOneLine(leak);
