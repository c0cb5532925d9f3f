import type { Category } from '../rules/rule.ts';
import type { Binding, Label } from './binding.ts';
import type { Mention } from './lexicon.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Block as SealedBlock } from './lookalike.ts';
import { majority, mentionsIn, pick } from './mentions.ts';
import type { Block } from './outline.ts';
import { callFacts, nameKey, type Ruleset } from './ruleset.ts';
import { type Beside, besideInBlock, besideInBracket, mentionsNear } from './siblings.ts';
import { pathOfName } from './stem.ts';

/**
 * Decides whose credential a value is. It looks outwards, nearest structure first (own name, siblings in the same
 * object, names of the objects around, headings, imports, path), and the first place that names an issuer whose
 * credentials have this shape decides.
 */
export interface Attribution {
  issuer: number;
  /** 3.5: the host of its own address; 3: its own name or call says so; 2.5: the same object; 2: the text just above; 1.5: import or path; 1: the file. */
  weight: number;
  /** Kind of evidence and a sentence part, for the report. */
  kind: string;
  text: string;
  /** All issuers that the evidence may mean, where hosts or headers are shared. */
  shared: readonly number[];
}

/** What attribution reads besides the binding. Mentions are made on first use. */
export interface Surroundings {
  text: string;
  path: string;
  ruleset: Ruleset;
  mentions(): readonly Mention[];
  pathMentions(): readonly Mention[];
  /** `votesOf` the mentions that are imports, and of all. */
  importVotes(): ReadonlyMap<number, number>;
  fileVotes(): ReadonlyMap<number, number>;
  /** Bindings that were read already, by where reading began. */
  bindings: Map<number, Binding>;
  /** Where data URIs, vaults and PEM blocks begin. */
  blocks(): readonly SealedBlock[];
}

export interface Place {
  start: number;
  end: number;
  /** What stands before the value in its own word: a URL, a prefix. */
  before: string;
  binding: Binding;
}

const NEAR_ABOVE = 1800;

/** The nearest issuer among `compatible`, or null where nothing names one. */
export function attribute(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  if (!around.ruleset.rules.some((_, issuer) => compatible(issuer))) return null;
  const found = nearest(around, place, compatible);
  return found === null || found.shared.length < 2
    ? found
    : { ...found, issuer: settle(around, place, found.shared) };
}

/** Issuers that share a header or a host are told apart by the nearest thing that names one of them alone. */
function settle(around: Surroundings, place: Place, shared: readonly number[]): number {
  const alone = (mentions: readonly Mention[]) =>
    mentions.filter((mention) => mention.issuers.filter((issuer) => shared.includes(issuer)).length === 1);
  const isShared = (issuer: number) => shared.includes(issuer);
  const other =
    pick(alone(around.mentions()), isShared, place.start) ??
    pick(alone(around.pathMentions()), isShared, around.path.length);
  if (other !== null) return other.issuer;
  const prominence = (issuer: number) => {
    const rule = around.ruleset.rules[issuer]!;
    return (rule.status === 'active' ? 100 : 0) + rule.hosts.length + rule.ccxt.length;
  };
  return [...shared].sort((a, b) => prominence(b) - prominence(a))[0]!;
}

function nearest(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const own = fromOwnName(around, place, compatible) ?? fromWord(around, place, compatible);
  if (own !== null || isNamedForAnother(around, place, compatible)) return own;
  return (
    fromStructure(around, place, compatible) ??
    fromAbove(around, place, compatible) ??
    fromImports(around, compatible) ??
    fromPath(around, compatible) ??
    fromFile(around, compatible)
  );
}

/** A wallet's or a bot's name on a value leaves open whose it is: `PB_API_KEY` is a key for any exchange. */
const OPEN_NAMES: ReadonlySet<Category> = new Set<Category>(['wallet', 'bot']);

/** Its own name says whose it is, and it is nobody's whose credentials have this shape. */
function isNamedForAnother(
  { ruleset }: Surroundings,
  { binding }: Place,
  compatible: (issuer: number) => boolean,
): boolean {
  const label = binding.near[0];
  if (label === undefined || label.via === 'call' || label.via === 'scope') return false;
  const mentions = ruleset.lexicon.find(pathOfName(label)).filter((mention) => mention.kind !== 'common');
  const isOpen = (issuer: number) => OPEN_NAMES.has(ruleset.rules[issuer]!.category);
  return (
    mentions.length > 0 &&
    !mentions.some(({ issuers }) => issuers.some((issuer) => compatible(issuer) || isOpen(issuer)))
  );
}

function fromOwnName(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  for (const label of place.binding.labels.slice(0, 2)) {
    if (label.via === 'scope' || label.via === 'heading' || label.via === 'section') break;
    const owners = (around.ruleset.namesakes.get(nameKey(label.name)) ?? []).filter((owner) =>
      compatible(owner.issuer),
    );
    if (owners.length === 1 && namesIssuer(around, label, owners[0]!.issuer)) {
      return { issuer: owners[0]!.issuer, shared: [], weight: 3, kind: 'name', text: 'its own name says so' };
    }
  }
  return null;
}

/** Whether the label itself names this issuer: `TELEGRAM_API_HASH`, not `API_KEY`. */
export function namesIssuer(around: Surroundings, label: Label, issuer: number): boolean {
  return around.ruleset.lexicon.find(label.name).some((mention) => mention.issuers.includes(issuer));
}

function fromWord(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const host = /^(?:.*:\/\/)?[^/?#]*/.exec(place.before)![0];
  if (!/:\/\/|\w\.\w/.test(host)) return null;
  const found = pick(around.ruleset.lexicon.find(host), compatible, host.length);
  if (found === null) return null;
  return { ...found, weight: 3.5, kind: 'host', text: 'the address it stands in names the issuer' };
}

/** Names and what stands in the same brackets and blocks, in the order in which they are met on the way out. */
function fromStructure(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const near = mentionsNear(around, place, compatible);
  const blocks = place.binding.blocks();
  const labels = [...place.binding.labels, ...blocks];
  const steps: Step[] = labels.map((label, index) => ({
    at: label.start + (index < labels.length - blocks.length ? 0.3 : 0.1),
    find: () => fromLabel(around, label, index, compatible),
  }));
  if (near.length > 0) steps.push(...mentionSteps(around.text, place, near, compatible));
  for (const { find } of steps.sort((a, b) => b.at - a.at)) {
    const found = find();
    if (found !== null) return found;
  }
  return null;
}

/** A place on the way out where an issuer may be named. */
interface Step {
  at: number;
  find(): Attribution | null;
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
    find: () => fromSiblings(place, besideInBracket(text, place, { open, level }, near), compatible),
  }));
  const inBlock = (block: Block, telling: boolean) => ({
    at: block.start + (telling ? 0.2 : 0),
    find: () => fromSiblings(place, besideInBlock(text, place, { block, telling }, near), compatible),
  });
  const blocks = place.binding
    .outline()
    .filter(({ kind }) => kind !== 'heading')
    .flatMap((block) => [inBlock(block, true), inBlock(block, false)]);
  return [
    { at: line.start + 0.25, find: () => fromLine(near, place, line, compatible) },
    ...brackets,
    ...blocks,
  ];
}

function fromLabel(
  around: Surroundings,
  label: Label,
  index: number,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const called = label.via === 'call' ? fromCall(around, label, compatible) : null;
  if (called !== null) return called;
  const text = label.via === 'section' || label.via === 'scope' ? `${label.phrase}:` : label.phrase;
  const found = pick(around.ruleset.lexicon.find(text), compatible, text.length);
  if (found === null) return null;
  const own = index === 0 && label.via !== 'scope';
  return {
    ...found,
    weight: own ? 3 : label.via === 'heading' ? 2 : 2.5,
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
  place: Place,
  { telling, other }: Beside,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const found = pick(telling, compatible, place.start) ?? pick(other, compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'scope', text: 'the object it stands in names the issuer' };
}

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

/** The text just above: a comment, a heading, the line before. Nearest first; less where another exchange stands nearer. */
function fromAbove(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const above = mentionsIn(around.mentions(), Math.max(0, place.start - NEAR_ABOVE), place.start);
  const found = pick(above, compatible, place.start);
  if (found === null) return null;
  const isExchange = (issuer: number) => around.ruleset.rules[issuer]!.category === 'exchange';
  const nearest = pick(above, isExchange, place.start);
  const isNearest = nearest === null || nearest.shared.some((issuer) => found.shared.includes(issuer));
  return {
    ...found,
    weight: isNearest ? 2 : 1,
    kind: 'above',
    text: 'the text above names the issuer',
  };
}

function fromImports(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.importVotes(), compatible);
  return found === null
    ? null
    : {
        issuer: found,
        shared: [found],
        weight: 1.5,
        kind: 'import',
        text: 'the file imports or calls this issuer',
      };
}

/** The file's name first, then its folders from the inside out. */
function fromPath(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = pick(around.pathMentions(), compatible, around.path.length);
  return found === null ? null : { ...found, weight: 1.5, kind: 'path', text: 'the path names the issuer' };
}

function fromFile(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.fileVotes(), compatible);
  return found === null
    ? null
    : { issuer: found, shared: [found], weight: 1, kind: 'file', text: 'the file names the issuer' };
}
