import type { Category } from '../rules/rule.ts';
import { isExchangeAlone } from './bare-name.ts';
import type { Label } from './binding-types.ts';
import { meaningOf } from './label.ts';
import type { Mention } from './lexicon.ts';
import { lineEnd, lineStart } from './lines.ts';
import { mentionsIn, type Picked, pick } from './mentions.ts';
import type { Block } from './outline.ts';
import { callFacts } from './ruleset.ts';
import { type Beside, besideInBlock, besideInBracket, mentionsNear } from './siblings.ts';
import type { Attribution, Place, Surroundings } from './surroundings.ts';

/** Issuers named by what a value stands in: its own name, its line, calls, brackets, blocks. */

/** Names and what stands in the same brackets and blocks, in the order in which they are met on the way out. */
export function fromStructure(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null | typeof ANOTHERS {
  const near = mentionsNear(around, place, compatible);
  const blocks = place.binding.blocks();
  const labels = [...place.binding.labels, ...blocks];
  const steps: Step[] = labels.map((label, index) => ({
    at: label.start + (index < labels.length - blocks.length ? 0.3 : 0.1),
    find: () => fromLabel(around, place, label, index, compatible),
    isAnothers: () => index > 0 && isExchanges(around, label, compatible),
  }));
  if (near.length > 0) steps.push(...mentionSteps(around.text, place, near, compatible));
  for (const { find, isAnothers } of steps.sort((a, b) => b.at - a.at)) {
    const found = find();
    if (found !== null) return found;
    if (isAnothers?.()) return ANOTHERS;
  }
  return null;
}

/** What a value stands in belongs to an exchange whose credentials do not look so: only a bot has it, if anybody. */
export const ANOTHERS = 'anothers';

function givesName(category: Category, via: Label['via']): boolean {
  return category === 'exchange' || (category === 'data' && via !== 'assignment');
}

/** An object, a section or a variable that an exchange gives its name, or a block that a source of data does, though the value is of none of its kinds. */
function isExchanges(
  { ruleset }: Surroundings,
  { via, phrase }: Label,
  compatible: (issuer: number) => boolean,
): boolean {
  if (via !== 'assignment' && via !== 'scope' && via !== 'section') return false;
  const mentions = ruleset.lexicon.find(via === 'assignment' ? phrase : `${phrase}:`);
  return (
    mentions.some(({ kind }) => kind === 'word') &&
    mentions.every(({ issuers }) =>
      issuers.every((issuer) => !compatible(issuer) && givesName(ruleset.rules[issuer]!.category, via)),
    )
  );
}

/** A place on the way out where an issuer may be named. */
interface Step {
  at: number;
  find(): Attribution | null;
  isAnothers?(): boolean;
}

/**
 * The line, the brackets and the blocks. What stands in a block as its exchange comes before the block's own name, and
 * that before whatever else is mentioned in it.
 */
function mentionSteps(
  text: string,
  place: Place,
  near: readonly Mention[],
  compatible: (issuer: number) => boolean,
): Step[] {
  const line = { start: lineStart(text, place.start, 400), end: lineEnd(text, place.end, 200) };
  const brackets = place.binding.scopes.map(({ open }, level) => ({
    at: open,
    find: () => fromSiblings(text, place, besideInBracket(text, place, { open, level }, near), compatible),
  }));
  const inBlock = (block: Block, telling: boolean) => ({
    at: block.start + (telling ? 0.2 : 0),
    find: () => fromSiblings(text, place, besideInBlock(text, place, { block, telling }, near), compatible),
  });
  const blocks = place.binding
    .outline()
    .filter(({ kind }) => kind !== 'heading')
    .flatMap((block) => [inBlock(block, true), inBlock(block, false)]);
  return [
    { at: line.start + 0.25, find: () => fromLine(near, place, line, compatible) },
    { at: line.start + 0.2, find: () => fromNamesake(text, place, near, compatible) },
    ...brackets,
    ...blocks,
  ];
}

function fromLabel(
  around: Surroundings,
  place: Place,
  label: Label,
  index: number,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const called = label.via === 'call' ? fromCall(around, label, compatible) : null;
  if (called !== null) return called;
  const text = label.via === 'section' || label.via === 'scope' ? `${label.phrase}:` : label.phrase;
  const found = pickNamed(around, text, compatible);
  if (found === null) return null;
  const own = index === 0 && label.via !== 'scope';
  return {
    ...found,
    weight: own ? 3 : label.via === 'heading' && !isUnderItsRemark(around, place.start) ? 2 : 2.5,
    kind: own
      ? 'name'
      : label.via === 'call'
        ? 'call'
        : label.via === 'section' || label.via === 'heading'
          ? 'section'
          : 'scope',
    text: own ? 'its own name says so' : 'what it belongs to names the issuer',
  };
}

/** `# bitbank` on the line above, and nothing more. */
export function isUnderItsRemark({ text, ruleset }: Surroundings, start: number): boolean {
  const line = lineStart(text, start, 400);
  const above = text.slice(lineStart(text, line - 1, 80), Math.max(0, line - 1)).trim();
  const remark = REMARK.exec(above)?.[1];
  return remark !== undefined && isExchangeAlone(ruleset, remark);
}

const REMARK = /^(?:#+|\/\/+|--|;+)\s*(.{2,30})$/;

/** The last one that a name mentions; a mere form of key (`DYDX_MNEMONIC`) after whoever uses it. */
function pickNamed(
  { ruleset }: Surroundings,
  text: string,
  compatible: (issuer: number) => boolean,
): Picked | null {
  const isForm = (issuer: number) => FORMS.has(ruleset.rules[issuer]!.category);
  const mentions = ruleset.lexicon
    .find(text)
    .filter(({ issuers, start, end }) => !issuers.every(isForm) || !isPartName(text.slice(start, end)));
  const isUser = (issuer: number) => compatible(issuer) && !isForm(issuer);
  return pick(mentions, isUser, text.length) ?? pick(mentions, compatible, text.length);
}

/** `mnemonic` says which part it is, not whose. */
function isPartName(word: string): boolean {
  return meaningOf(word).role !== null;
}

const FORMS: ReadonlySet<Category> = new Set<Category>(['wallet', 'generic']);

function fromCall(
  around: Surroundings,
  label: Label,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  for (const call of callFacts(around.ruleset, label.phrase)) {
    if (!compatible(call.issuer) || call.args[label.position] == null) continue;
    const named = !call.common || around.fileVotes().has(call.issuer);
    if (named)
      return {
        issuer: call.issuer,
        shared: [],
        weight: 3,
        kind: 'call',
        text: 'it is passed to the client of this issuer',
      };
  }
  return null;
}

/** Mentions in the same bracket or block as the value; what says whose it is decides before other words. */
function fromSiblings(
  text: string,
  place: Place,
  { telling, other }: Beside,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const found =
    pick(telling, compatible, place.start) ??
    pick(withoutOwners(text, place, other), compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'scope', text: 'the object it stands in names the issuer' };
}

/** Without the issuers that have a part of this kind of their own beside it: `key = V` is not that of `paribuKey = V`. */
function withoutOwners(text: string, { binding }: Place, mentions: readonly Mention[]): readonly Mention[] {
  const own = binding.near[0];
  const role = own?.via === 'assignment' ? meaningOf(own.name).role : null;
  if (role === null) return mentions;
  const owners = new Set(
    mentions.flatMap(({ start, end, issuers }) =>
      meaningOf(nameAround(text, start, end)).role === role ? issuers : [],
    ),
  );
  return owners.size === 0
    ? mentions
    : mentions.filter(({ issuers }) => !issuers.every((issuer) => owners.has(issuer)));
}

/** The whole of a name of which a mention is the beginning, with a value behind it; the empty string for any other. */
function nameAround(text: string, start: number, end: number): string {
  const behind = /^([\w-]{1,40})["'\]]{0,2}\s{0,4}(?:[:=]|=>)/.exec(text.slice(end, end + 60));
  return behind === null ? '' : text.slice(start, end) + behind[1];
}

/** `BOT1_EXCHANGE_NAME=okx` near `BOT1_EXCHANGE_KEY=V`: a name of the same make that says whose it is. */
function fromNamesake(
  text: string,
  { start, binding }: Place,
  near: readonly Mention[],
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const own = binding.near[0];
  const stem = own?.via === 'assignment' ? /^.*[_.-](?=[A-Za-z]+$)/.exec(own.name)?.[0] : undefined;
  if (stem === undefined) return null;
  const telling = near.filter((mention) => {
    const name = NAME_BEFORE.exec(text.slice(Math.max(0, mention.start - 100), mention.start))?.[1] ?? '';
    return name.startsWith(stem) && TELLING.test(name.slice(stem.length));
  });
  const found = pick(telling, compatible, start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'scope', text: 'a name of the same make says whose it is' };
}

const NAME_BEFORE = /([A-Za-z_][\w.-]{0,80})["']?\s{0,4}[:=]\s{0,4}["']?$/;
const TELLING = /^(?:exchange|venue|platform|broker|provider)?_?(?:name|id|type)?$/i;

function fromLine(
  near: readonly Mention[],
  place: Place,
  line: { start: number; end: number },
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const found = pick(mentionsIn(near, line.start, line.end), compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'line', text: 'the same line names the issuer' };
}
