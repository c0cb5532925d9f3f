import type { Binding, Label } from './binding-types.ts';
import { wordsOf } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Ruleset } from './ruleset.ts';

/** Names that say whose a value is, and mean somebody who has no rule. */

/** How far around a name others of its make are looked for. */
const AROUND = 4000;
/** How far a name goes before its credential words. */
const OWNER = 40;

interface File {
  text: string;
  ruleset: Ruleset;
}

/** Whether a value's own name, or the heading that it stands under, means a stranger's credential. */
export function isStrangers(file: File, { label, binding }: { label: Label; binding: Binding }): boolean {
  if (isShortFor(file, label, binding)) return false;
  if (namesStranger(file, { name: label.name, at: label.start })) return true;
  const heading = binding.blocks().find(({ via }) => via === 'heading');
  return heading !== undefined && namesStranger(file, { name: heading.phrase, at: heading.start });
}

/** `WB_SECRET` under `mm-whitebit:`: letters of the issuer that a block around it names, in their order. */
function isShortFor({ ruleset }: File, { name }: Label, binding: Binding): boolean {
  const short = /^([A-Z]{2,4})_/.exec(name)?.[1]?.toLowerCase();
  if (short === undefined) return false;
  const letters = new RegExp(`^${[...short].join('.{0,8}')}`);
  return binding.blocks().some(({ via, phrase }) => {
    const named = via === 'heading' ? [] : ruleset.lexicon.find(`${phrase}:`);
    return named.some(({ start, end }) => letters.test(phrase.slice(start, end).toLowerCase()));
  });
}

/**
 * Whether the name at `at` means a stranger's credential: `NVIDIA_API_KEY` where `BYBIT_API_KEY` stands as well. Names of
 * one make say whose each value is, so nothing else in the file may give this one to an issuer.
 */
function namesStranger({ text, ruleset }: File, { name, at }: { name: string; at: number }): boolean {
  const words = wordsOf(name).replace(/^[\d ]+/, '');
  const [, owner, make] = words.match(CREDENTIAL) ?? [];
  if (owner === undefined || make === undefined || ruleset.lexicon.find(name).length > 0) return false;
  if (owner.split(' ').every((word) => OPEN_WORDS.test(word))) return false;
  const region = text.slice(lineStart(text, Math.max(0, at - AROUND)), lineEnd(text, at + AROUND));
  const alike = new RegExp(`[ _.-]?(?:api[ _.-]?)?${make.replaceAll(' ', '[ _.-]?')}(?![A-Za-z])`, 'gi');
  return [...region.matchAll(alike)].some(({ index }) => {
    const other = /[A-Za-z][\w.-]*$/.exec(region.slice(Math.max(0, index - OWNER), index))?.[0] ?? '';
    return ruleset.lexicon.find(other).some(({ kind, end }) => kind !== 'common' && end === other.length);
  });
}

/** The words of a credential behind those of its owner. */
const CREDENTIAL =
  /^([a-z]\w*(?: \w+){0,2}?) ((?:(?:api|access|secret|private|client|consumer|bot|auth|keys?|token|id|credentials?) ?)+)$/;

/** Words that say which account or whose program it is: nobody's in particular. */
const OPEN_WORDS =
  /^(?:main(?:net)?|sub|master|prod(?:uction)?|live|test(?:ing|net)?|demo|paper|sandbox|real|dev(?:elopment)?|staging|default|primary|secondary|first|second|backup|old|new|alt|spot|margin|cross|isolated|futures?|usdm|coinm|swap|perp\w*|options?|linear|inverse|users?|my|our|the|bots?|exchange|ex|trad(?:e|er|es|ing)|brokers?|market|maker|taker|api|ws|rest|http|public|private|secret|access|key|token|auth|read|write|withdraw\w*|acc(?:ount)?s?|client|customer|sign(?:ing|er)?|hmac|rsa|ed|ecdsa|stark|agent|session|shared|seed|vault|app|strategy|arb\w*|grid|hedge|long|short|source|target|left|right|from|to|cex|dex|crypto|coin|wallet|hot|cold|owner|deployer|signer|operator|admin|server|service|portfolio|copy|leader|follower|next|vite|react|nuxt|expo|env|config|cfg|self|this|const|var|let|get|set|has|is|inp(?:ut)?|form|x|data|params?|options|credentials?|creds?|\d+)$/;
