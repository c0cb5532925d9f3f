import type { PartRole } from '../../src/findings/model.ts';
import type { IssuerFacts, KindFacts } from './facts.ts';
import type { Random } from './random.ts';

/** How a file says whose credentials it holds. `nowhere`: it does not, and every issuer is a right answer. */
export type Saying =
  | 'name'
  | 'import'
  | 'key'
  | 'host'
  | 'header'
  | 'file'
  | 'folder'
  | 'comment'
  | 'sibling'
  | 'class'
  | 'nowhere';

/** One value of a credential. `value` is marked, `raw` is as the issuer hands it out. */
export interface Part {
  role: PartRole;
  kind: KindFacts;
  raw: string;
  value: string;
}

/** One credential on its way into a file. */
export interface Leak {
  issuer: IssuerFacts;
  parts: Part[];
  said: Saying;
  /** How the issuer is called in identifiers and paths, for example `binance` or `gate_io`. */
  word: string;
  /** Chooses one scheme of field names for the whole credential. */
  scheme: number;
  /** Stands before and after each field name, for example `PROD`. */
  affix: { before: string; after: string };
  random: Random;
}

/** What a placement writes: text in which every value is marked. */
export interface Draft {
  /** The file's name, or a path below the folder that the tree gives it. */
  path: string;
  text: string;
  encoding?: Encoding;
}

export type Encoding = 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16le-bom' | 'utf16be' | 'utf16be-bom';

/** One way in which people write credentials down. */
export interface Placement {
  /** `family/way`, for example `python/os-getenv-fallback`. */
  id: string;
  /** The ways of saying the issuer that this placement can express. */
  says: readonly Saying[];
  /** Whether the credential can be written this way at all. */
  fits(leak: Leak): boolean;
  /** How many further credentials stand in the same file, and whether they are the same issuer's. */
  others?: { count: number; same: boolean };
  write(leak: Leak, others: Leak[]): Draft;
}

/** The first part of a role. */
export function partOf(leak: Leak, role: PartRole): Part | undefined {
  return leak.parts.find((part) => part.role === role);
}

/** The part that signs: what stands second where a key and a secret are passed by position. */
export function secretOf(leak: Leak): Part | undefined {
  return partOf(leak, 'secret') ?? partOf(leak, 'privateKey');
}

/** A key and something that signs, so that a constructor or a table can take both. */
export function isPair(leak: Leak): boolean {
  return partOf(leak, 'apiKey') !== undefined && secretOf(leak) !== undefined;
}

/** Every value is one word: it stands bare on a command line, in a URL or in a cell. */
export function isBare(leak: Leak): boolean {
  return leak.parts.every((part) => /^[\w+/=.:@-]+$/.test(part.raw));
}

/** Every value stays on one line. */
export function isOneLine(leak: Leak): boolean {
  return leak.parts.every((part) => !part.raw.includes('\n'));
}

/** ccxt knows the exchange. */
export function isCcxt(leak: Leak): boolean {
  return leak.issuer.ccxt.length > 0 && leak.parts.every((part) => part.role !== 'webhook');
}
