import type { Mention } from './lexicon.ts';
import { mentionsIn } from './mentions.ts';
import { type Block, blockEnd, widthAt } from './outline.ts';
import { nameOfScope } from './structure.ts';
import type { Place, Surroundings } from './surroundings.ts';

/** What stands beside a value in the same bracket or block and names an issuer. */
export interface Beside {
  /** `"exchange": "kraken"`: mentions whose job it is to say whose this is. */
  telling: readonly Mention[];
  other: readonly Mention[];
}

const REACH = 3000;

/** Mentions of compatible issuers so near to a value that they could stand beside it. */
export function mentionsNear(
  { text, mentions }: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Mention[] {
  const to = Math.min(text.length, place.end + REACH);
  const near = mentionsIn(mentions(), Math.max(0, place.start - REACH), to);
  return near.filter(
    (mention) =>
      mention.issuers.some(compatible) && (mention.end <= place.start || mention.start >= place.end),
  );
}

/** Those of them in the bracket at `open`, `level` brackets out, not in brackets inside it. */
export function besideInBracket(
  text: string,
  place: Place,
  { open, level }: { open: number; level: number },
  near: readonly Mention[],
): Beside {
  const from = Math.max(open, place.start - REACH);
  const to = closingBracket(text, place.end, level, Math.min(text.length, place.end + REACH));
  const other = near.filter(
    (mention) => mention.start >= from && mention.end <= to && isAtDepth(text, from, place, mention),
  );
  return { telling: other.filter((mention) => isTellingSibling(text, mention)), other };
}

/** Those of them on lines of the block itself, not of the blocks inside it (but anywhere in a document): those that tell, or the rest. */
export function besideInBlock(
  text: string,
  place: Place,
  { block, telling }: { block: Block; telling: boolean },
  near: readonly Mention[],
): Beside {
  const around = near.filter(
    (mention) => mention.start >= block.start && isTellingSibling(text, mention) === telling,
  );
  const isNamed = around.length > 0 && (block.kind !== 'scope' || nameOfScope(text, block.start) !== '');
  const to = isNamed ? blockEnd(text, block, place.end, REACH) : 0;
  const other = around.filter((mention) => mention.end <= to && widthAt(text, mention.start) === block.inner);
  return telling ? { telling: other, other: [] } : { telling: [], other };
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
