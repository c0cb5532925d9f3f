import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import { tableOf } from './byte-table.ts';
import { FOLD, sixBits } from './fold.ts';
import { surveyModule } from './generated/survey-module.ts';
import { holdsNumbers, LEAST_NUMBERS, NUMBER_BYTES } from './number-rows.ts';
import { MIN_RUN, RUN_BYTES } from './runs.ts';
import type { Survey, SurveyOptions } from './survey.ts';
import { mayBeName, type TellingNames } from './telling-names.ts';
import { EDGE_WORDS, fillWordLengths, LEAST_WORDS, WORD_LENGTHS } from './word-rows.ts';

/** The survey in WebAssembly (`kernel/survey.wat`), which reads 16 bytes per step. */
interface Kernel {
  memory: { buffer: ArrayBuffer };
  /** Where the bytes to survey are put. */
  input: { value: number };
  reserve(capacity: number): number;
  classify(length: number): number;
  stretches(
    ...of: [class_: number, length: number, least: number, third: bigint, fourth: bigint, fifth: bigint]
  ): number;
  names(length: number): number;
  keepRandom(count: number): number;
  wordRows(length: number, least: number, edge: number): number;
  wordStarts(from: number, length: number, most: number): number;
}

/** As much of the WebAssembly namespace as is used. */
interface Compiler {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Kernel };
}

/** A thread that has read less than this is done before the kernel would have paid for its start. */
const WORTH_A_START = 16 * 1024;
/** Fewer bytes are read as quickly without being copied. */
const LEAST_BYTES = 64;
/** More bytes than this take too much memory: the kernel needs three times as much. */
export const MOST_BYTES = 1024 * 1024;
const LEAST_CAPACITY = 256 * 1024;

const NAME_HASHES = 1024;
const WORD_HEADS = 16_384;
const FOLDED = 57_344;
const THREES = 65_536;
const FOURS = 98_304;
const WORDS = 131_072;
/** Places that are handed out at once. */
const MOST_PLACES = 8192;
const CLASSES = { values: 0, letters: 1, digits: 2, numbers: 3, names: 4 };
/** How often a stretch of four is lengthened until it has so many. */
const SHIFTS: Record<number, [bigint, bigint, bigint]> = {
  [MIN_RUN]: [4n, 8n, 0n],
  [LEAST_NUMBERS]: [4n, 8n, 8n],
};

let read = 0;
/** Null where there is no WebAssembly with vectors, or not enough memory. */
let started: Started | null | undefined;

interface Started {
  kernel: Kernel;
  capacity: number;
  /** Where results stand. */
  out: number;
  input: number;
  bytes: Uint8Array;
  numbers: Uint32Array;
  names: TellingNames | null;
  beginnings: Beginnings | null;
}

/** The survey of the bytes; null where the kernel cannot tell or would not pay. */
export function surveyByKernel(bytes: Uint8Array, options: SurveyOptions): Survey | null {
  const kernel = kernelFor(bytes);
  return kernel === null || !useNames(kernel, options.names) ? null : survey(kernel, bytes, options);
}

/** How phrases begin: a bit for every three characters, and for the hash of every four. */
export interface Beginnings {
  threes: Uint8Array;
  fours: Uint8Array;
}

/**
 * Hands out, in order, where in the bytes a word begins as a phrase may; false where the kernel cannot tell or would not
 * pay.
 */
export function wordStartsByKernel(
  bytes: Uint8Array,
  beginnings: Beginnings,
  found: (at: number) => void,
): boolean {
  const pieces = Math.max(1, Math.ceil(bytes.length / (MOST_BYTES - BESIDE - AHEAD)));
  const size = Math.ceil(bytes.length / pieces);
  const at = kernelFor({ length: Math.min(bytes.length, size + BESIDE + AHEAD) });
  if (at === null) return false;
  if (beginnings !== at.beginnings) {
    at.bytes.set(beginnings.threes, THREES);
    at.bytes.set(beginnings.fours, FOURS);
    at.beginnings = beginnings;
  }
  for (let from = 0; from < bytes.length; from += size) {
    const base = Math.max(0, from - BESIDE);
    wordStartsIn(at, bytes.subarray(base, from + size + AHEAD), (place) => {
      if (base + place >= from && base + place < from + size) found(base + place);
    });
  }
  return true;
}

/** So many bytes before and behind a place tell whether a word begins there. */
const BESIDE = 1;
const AHEAD = 4;

function wordStartsIn(at: Started, piece: Uint8Array, found: (place: number) => void): void {
  at.bytes.set(piece, at.input);
  at.kernel.classify(piece.length);
  for (let from = 0, count = MOST_PLACES; count === MOST_PLACES; ) {
    count = at.kernel.wordStarts(from, piece.length, MOST_PLACES);
    for (const place of at.numbers.slice(at.out >> 2, (at.out >> 2) + count)) {
      found(place);
      from = place + 1;
    }
  }
}

/** The kernel with room for the bytes. */
function kernelFor({ length }: { length: number }): Started | null {
  if (length < LEAST_BYTES || length > MOST_BYTES) return null;
  if (started === undefined) {
    read += length;
    if (read < WORTH_A_START) return null;
    started = start();
  }
  return started !== null && makeRoom(started, length) ? started : null;
}

function start(): Started | null {
  try {
    const { Module, Instance } = (globalThis as unknown as { WebAssembly: Compiler }).WebAssembly;
    const kernel = new Instance(new Module(Buffer.from(surveyModule, 'base64'))).exports;
    const bytes = new Uint8Array(kernel.memory.buffer);
    for (let row = 0; row < 16; row++) bytes[row] = row < 8 ? 1 << row : 255;
    setClass(bytes, CLASSES.values, RUN_BYTES);
    setClass(bytes, CLASSES.letters, tableOf(/[A-Za-z]/));
    setClass(bytes, CLASSES.digits, tableOf(/\d/));
    setClass(bytes, CLASSES.numbers, NUMBER_BYTES);
    for (let byte = 0; byte < 256; byte++) bytes[FOLDED + byte] = sixBits(FOLD[byte]!);
    setWords(bytes);
    const numbers = new Uint32Array(kernel.memory.buffer);
    return {
      kernel,
      capacity: 0,
      out: 0,
      input: kernel.input.value,
      bytes,
      numbers,
      names: null,
      beginnings: null,
    };
  } catch {
    return null;
  }
}

/** A class of ASCII bytes as the kernel wants it: for every low half of a byte, the rows in which it is one of the class. */
function setClass(memory: Uint8Array, class_: number, table: Uint8Array): void {
  for (let low = 0; low < 16; low++) {
    let rows = 0;
    for (let row = 0; row < 8; row++) if (table[(row << 4) | low] !== 0) rows |= 1 << row;
    memory[16 * (class_ + 1) + low] = rows;
  }
}

/** How long words are by their first four letters, and which lengths there are by their first three. */
function setWords(memory: Uint8Array): void {
  const lengths = memory.subarray(WORDS, WORDS + WORD_LENGTHS);
  for (const key of fillWordLengths(lengths)) memory[WORD_HEADS + (key >> 5)]! |= 1 << (lengths[key]! - 3);
}

function makeRoom(at: Started, length: number): boolean {
  if (length <= at.capacity) return true;
  let capacity = Math.max(LEAST_CAPACITY, at.capacity);
  while (capacity < length) capacity *= 2;
  const out = at.kernel.reserve(capacity);
  if (out === 0) return false;
  const { buffer } = at.kernel.memory;
  Object.assign(at, { capacity, out, bytes: new Uint8Array(buffer), numbers: new Uint32Array(buffer) });
  return true;
}

/** False for names that are not written in ASCII. */
function useNames(at: Started, names: TellingNames | null): boolean {
  if (names === null || names === at.names) return true;
  if (names.letters.subarray(128).includes(1)) return false;
  setClass(at.bytes, CLASSES.names, names.letters);
  at.bytes.set(names.tails, NAME_HASHES);
  at.names = names;
  return true;
}

function survey(at: Started, bytes: Uint8Array, { isPart, names }: SurveyOptions): Survey {
  const { kernel } = at;
  const { length } = bytes;
  at.bytes.set(bytes, at.input);
  const rare = kernel.classify(length);
  const find = (class_: number, least: number): number =>
    kernel.stretches(class_, length, least, ...SHIFTS[least]!);
  const runs = results(at, kernel.keepRandom(find(CLASSES.values, MIN_RUN)));
  const wordRows = results(at, kernel.wordRows(length, LEAST_WORDS, isPart ? EDGE_WORDS : LEAST_WORDS));
  const numbers = results(at, find(CLASSES.numbers, LEAST_NUMBERS));
  const numberRows = numbers.filter((row) => holdsNumbers(bytes, row, isPart));
  if (names === null) return { runs, wordRows, numberRows, names: [], rare };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stretches = results(at, kernel.names(length));
  return {
    runs,
    wordRows,
    numberRows,
    names: stretches.filter((stretch) => mayBeName(buffer, names, stretch)),
    rare,
  };
}

function results({ out, numbers }: Started, count: number): Span[] {
  const spans: Span[] = [];
  for (let at = out >> 2; spans.length < count; at += 2)
    spans.push({ start: numbers[at]!, end: numbers[at + 1]! });
  return spans;
}
