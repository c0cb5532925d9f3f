import type { Binding } from './binding-types.ts';
import type { Mention } from './lexicon.ts';
import type { Block as SealedBlock } from './lookalike.ts';
import type { Ruleset } from './ruleset.ts';
import type { WordList } from './side-lists.ts';

/** What attribution reads, and what it answers. */

/** Whose a value is, as far as the evidence goes. */
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
  /** The text was decoded from a value of another one. */
  isEmbedded: boolean;
  ruleset: Ruleset;
  mentions(): readonly Mention[];
  pathMentions(): readonly Mention[];
  /** `votesOf` the mentions that are imports, and of all. */
  importVotes(): ReadonlyMap<number, number>;
  fileVotes(): ReadonlyMap<number, number>;
  /** The issuers that the file names by more than a word that means many things. */
  named(): ReadonlySet<number>;
  /** The words that name issuers anywhere in the file, in small letters. */
  issuerWords(): ReadonlySet<string>;
  /** Bindings that were read already, by where reading began. */
  bindings: Map<number, Binding>;
  /** Lists of words. */
  lists(): readonly WordList[];
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
