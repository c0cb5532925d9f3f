import type { Block } from './outline.ts';

/** What a value is bound to. */

export type Via =
  | 'assignment'
  | 'call'
  | 'argument-name'
  | 'element'
  | 'tag'
  | 'column'
  | 'words'
  | 'line-above'
  | 'sibling'
  | 'scope'
  | 'section'
  | 'heading';

/** One name found on the way out. `start` and `end` delimit the text that was read, for evidence. */
export interface Label {
  via: Via;
  /** The last identifier: `secret` of `config.exchanges.binance.secret`. */
  name: string;
  /** Everything that was read: the whole left-hand side, the callee, the heading. */
  phrase: string;
  start: number;
  /** Position of the value among the arguments or elements, for calls and lists. */
  position: number;
}

/** An enclosing bracket, block or list. */
export interface Scope {
  /** Index of the opening bracket; -1 for the whole file. */
  open: number;
  bracket: string;
}

export interface Binding {
  /** Names of the value itself and of the nearest bracket around it, innermost first. */
  near: readonly Label[];
  /** The nearest enclosing bracket. */
  bracket: Scope | null;
  /** These and the names of all brackets further out. */
  readonly labels: readonly Label[];
  /** The first names of `labels`, at most `count`; nothing is read beyond them. */
  first(count: number): readonly Label[];
  /** Names of blocks without brackets, innermost first: keys of less indentation, sections, headings. */
  blocks(): readonly Label[];
  /** The same blocks, and those that say nothing: items of lists, documents. */
  outline(): readonly Block[];
  /** Enclosing brackets, innermost first. */
  readonly scopes: readonly Scope[];
}

/** What reading outwards collects. */
export interface Reading {
  labels: Label[];
  scopes: Scope[];
}
