import type { Place, Surroundings } from './attribution.ts';
import type { Mention } from './lexicon.ts';
import { mentionsIn } from './mentions.ts';
import { type Block, blockEnd, widthAt } from './outline.ts';
import { nameOfScope } from './structure.ts';

/** What stands beside a value in the same bracket or block and names an issuer. */
export interface Beside {
  /** `"exchange": "kraken"`: mentions whose job it is to say whose this is. */
  telling: readonly Mention[];
  other: readonly Mention[];
}

const REACH = 3000;

/** Mentions in the bracket at `open`, `level` brackets out, not in brackets inside it. */
export function besideInBracket(
  { text, mentions }: Surroundings,
  place: Place,
  { open, level }: { open: number; level: number },
  compatible: (issuer: number) => boolean,
): Beside {
  const from = Math.max(open, place.start - REACH);
  const to = closingBracket(text, place.end, level, Math.min(text.length, place.end + REACH));
  const near = mentionsIn(mentions(), from, to).filter(
    (mention) => mention.issuers.some(compatible) && isAtDepth(text, from, place, mention),
  );
  return { telling: near.filter((mention) => isTellingSibling(text, mention)), other: near };
}

/** Mentions on lines of the block itself, not of the blocks inside it: those that tell, or any. */
export function besideInBlock(
  { text, mentions }: Surroundings,
  place: Place,
  { block, telling }: { block: Block; telling: boolean },
  compatible: (issuer: number) => boolean,
): Beside {
  if (block.kind === 'scope' && nameOfScope(text, block.start) === '') return { telling: [], other: [] };
  const from = Math.max(block.start, place.start - REACH);
  const to = blockEnd(text, block, place.end, REACH);
  const near = mentionsIn(mentions(), from, to).filter(
    (mention) =>
      mention.issuers.some(compatible) &&
      widthAt(text, mention.start) === block.inner &&
      isTellingSibling(text, mention) === telling,
  );
  return telling ? { telling: near, other: [] } : { telling: [], other: near };
}

/** `"exchange": "kraken"`, `name: gate`: the sibling whose job it is to say whose this is. */
function isTellingSibling(text: string, mention: Mention): boolean {
  return /\b(?:exchange|exchange_?id|name|venue|platform|provider|broker|market|id|type|connector|service|bot|driver|class|label|title|site|host|url|base_?url|endpoint)["'\\]*\s*(?:=>|:=|[:=,])\s*[\w.]*["'`\\]*[\w:/.-]*$/i.test(
    text.slice(Math.max(0, mention.start - 80), mention.start),
  );
}

function isAtDepth(text: string, from: number, place: Place, mention: Mention): boolean {
  const [begin, end] =
    mention.start < place.start ? [mention.start, place.start] : [place.end, mention.start];
  if (begin < from) return false;
  let depth = 0;
  let lowest = 0;
  for (let at = begin; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) lowest = Math.min(lowest, --depth);
  }
  return mention.start < place.start ? lowest === 0 : depth === lowest;
}

/** Index of the bracket that closes the scope `level` levels out of `from`, or `limit`. */
export function closingBracket(text: string, from: number, level: number, limit: number): number {
  let depth = level;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) {
      if (depth === 0) return at;
      depth--;
    }
  }
  return limit;
}
