import type { PartRole } from '../findings/model.ts';
import { type Argument, argumentsOf } from './arguments.ts';
import type { Surroundings } from './attribution.ts';
import type { Label } from './binding.ts';
import { meaningOf } from './label.ts';
import type { Token } from './token.ts';

/** Where in a call a value stands, and which arguments before the key are none of the credential. */
export interface CallPlace {
  args: readonly Argument[];
  /** Of the value among the arguments. */
  index: number;
  /** How many arguments begin the call that can be no key: an address, an account's name in words, options. */
  strangers: number;
  /** The same where two stand behind them that may be key and secret; otherwise 0. */
  shift: number;
  /** Index of the first of two long strings behind arguments that may be anything; -1 where there are none. */
  pair: number;
}

export function placeIn({ text }: Surroundings, token: Token, call: Label): CallPlace {
  const args = argumentsOf(text, text.indexOf('(', call.start));
  const found = args.findIndex(({ start, end }) => token.start >= start && token.start < end);
  const strangers = countWhile(args, isStranger);
  const isFollowed = args.slice(strangers, strangers + 2).filter(mayBePart).length === 2;
  return {
    args,
    index: found < 0 ? call.position : found,
    strangers,
    shift: isFollowed ? strangers : 0,
    pair: args.findIndex((argument, at) => isLong(argument) && at + 1 < args.length && isLong(args[at + 1]!)),
  };
}

/**
 * By how much the arguments of a call stand behind those of its signature: by strangers, and by whatever stands before two
 * long strings where there are more arguments than the signature has.
 */
export function shiftFor(signature: readonly (PartRole | null)[], { args, shift, pair }: CallPlace): number {
  const own = Math.max(
    0,
    signature.findIndex((role) => role !== null && !PUBLIC.has(role)),
  );
  const run = pair < 0 ? 0 : countWhile(args.slice(pair), isLong);
  const first = pair + run > signature.length && !args.slice(0, pair).some(isPart) ? pair : shift;
  return Math.max(0, first - own);
}

/** Whether an argument that is no string is called what a key is called. */
export function isPart({ text }: Argument): boolean {
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  return !/^\w?["'`]/.test(text) && names.some((name) => meaningOf(name).role !== null);
}

/** `Client("…", "…")`: two long strings after the strangers. */
export function takesTwoValues({ args, shift }: CallPlace): boolean {
  return args.slice(shift, shift + 2).filter(({ text }) => VALUE.test(text)).length === 2;
}

const PUBLIC: ReadonlySet<PartRole> = new Set<PartRole>(['walletAddress', 'uid']);

function countWhile(args: readonly Argument[], holds: (argument: Argument) => boolean): number {
  const end = args.findIndex((argument) => !holds(argument));
  return end < 0 ? args.length : end;
}

const VALUE = /^\w?["'`][^"'`\s]{10,300}["'`]/;
const LONG = /^\w?["'`][^"'`\s]{16,300}["'`]$/;

function isLong(argument: Argument): boolean {
  return LONG.test(argument.text) && !isStranger(argument);
}

/** A URL, a wallet's address, an e-mail address, words, a number, options. */
const STRANGER =
  /^(?:\w{0,2}(["'`])(?:[a-z][a-z\d+.-]{1,9}:\/\/[^"'`\s]*|0x[\da-fA-F]{40}|[\w.+-]+@[\w-]+\.[\w.-]+|[^"'`\s]*\s[^"'`]*)\1|-?\d[\d._]*|\{[\s\S]*\})$/i;

function isStranger({ text }: Argument): boolean {
  return STRANGER.test(text);
}

/** A long string, or what only the program knows. */
function mayBePart(argument: Argument): boolean {
  return (
    isLong(argument) ||
    /^(?!(?:true|false|null|none|nil|undefined)$)[A-Za-z_$][\w$.[\]()"'!?:>-]*$/i.test(argument.text)
  );
}
