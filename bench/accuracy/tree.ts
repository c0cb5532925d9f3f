import { posix } from 'node:path';
import type { PartRole } from '../../src/findings/model.ts';
import type { IssuerFacts } from './facts.ts';
import type { Draft, Encoding, Leak, Placement, Saying } from './leak.ts';
import { LOOK_ALIKES } from './lookalikes/index.ts';
import { mark, plain, unmark } from './marks.ts';
import { SCHEME_COUNT } from './names.ts';
import { PLACEMENTS } from './placements/index.ts';
import { createRandom, type Random } from './random.ts';
import { drawValues, hasValues } from './values.ts';
import { uniqueWords } from './words.ts';

/** What a scanner has to find: one value of one credential, wherever it stands in the file. */
export interface Truth {
  /** Null where the file does not say whose it is: every issuer is right then. */
  issuer: string | null;
  /** Whose it really is. */
  drawnFrom: string;
  role: PartRole;
  /** Number of the credential within the file. */
  credential: number;
  /** Ranges of UTF-16 code units in `text`. */
  spans: { start: number; end: number }[];
}

export interface TreeFile {
  path: string;
  text: string;
  encoding: Encoding;
  /** Id of the placement or of the look-alike. */
  placement: string;
  said: Saying | null;
  truth: Truth[];
}

/** Makes the files of a tree, each from its own number, so that any file can be made again alone. */
export interface Generator {
  leak(number: number): TreeFile;
  lookAlike(number: number): TreeFile;
}

/** Prepares a generator for the issuers; the placements are tried on samples once to see who fits where. */
export function createGenerator(issuers: readonly IssuerFacts[], seed: number): Generator {
  const words = uniqueWords(issuers);
  const usable = issuers.filter((issuer) => hasValues(issuer) && (words.get(issuer.id) ?? []).length > 0);
  const context = { words, seed, candidates: candidatesByPlacement(usable, words) };
  return {
    leak: (number) => leakFile(number, context),
    lookAlike: (number) => lookAlikeFile(number, seed),
  };
}

interface Context {
  words: Map<string, string[]>;
  seed: number;
  candidates: { placement: Placement; issuers: IssuerFacts[] }[];
}

const SAMPLES = 4;
const ATTEMPTS = 24;

function candidatesByPlacement(issuers: IssuerFacts[], words: Map<string, string[]>): Context['candidates'] {
  const samples = issuers.map((issuer) => {
    const random = createRandom('sample', issuer.id);
    return {
      issuer,
      leaks: Array.from({ length: SAMPLES }, () =>
        drawLeak({ issuer, said: 'name', random, words, first: 0 }),
      ),
    };
  });
  return PLACEMENTS.map((placement) => ({
    placement,
    issuers: samples
      .filter(({ issuer, leaks }) =>
        sayings(placement, issuer).some((said) => leaks.some((leak) => placement.fits({ ...leak, said }))),
      )
      .map(({ issuer }) => issuer),
  })).filter(({ issuers: fitting }) => fitting.length > 0);
}

/** The ways of this placement in which this issuer can be said. */
function sayings(placement: Placement, issuer: IssuerFacts): Saying[] {
  return placement.says.filter((way) => {
    if (way === 'import') return issuer.imports.length > 0;
    if (way === 'host') return issuer.hosts.length > 0;
    if (way === 'header') return Object.keys(issuer.headers).length > 0;
    return way !== 'comment' || issuer.words.length > 0;
  });
}

function leakFile(number: number, context: Context): TreeFile {
  const { candidates, seed, words } = context;
  const { placement, issuers } = candidates[number % candidates.length]!;
  const round = Math.floor(number / candidates.length);
  const offset = createRandom(seed, placement.id).int(0, issuers.length - 1);
  const random = createRandom(seed, 'leak', number);
  const turn = (offset + round) % issuers.length;
  const leak = fittingLeak({
    placement,
    issuers: [...issuers.slice(turn), ...issuers.slice(0, turn)],
    random,
    words,
  });
  const others = drawOthers({ leak, placement, issuers, random, words });
  const draft = placement.write(leak, others);
  return finished({ draft, leaks: [leak, ...others], placement, number });
}

/** The first of the issuers for whom the placement fits within some attempts. */
function fittingLeak(from: {
  placement: Placement;
  issuers: IssuerFacts[];
  random: Random;
  words: Map<string, string[]>;
}): Leak {
  const { placement, issuers, random, words } = from;
  for (const issuer of issuers) {
    const ways = sayings(placement, issuer);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const leak = drawLeak({ issuer, said: random.pick(ways), random, words, first: 0 });
      if (placement.fits(leak)) return leak;
    }
  }
  throw new Error(`no issuer fits ${placement.id}`);
}

function drawOthers(from: {
  leak: Leak;
  placement: Placement;
  issuers: IssuerFacts[];
  random: Random;
  words: Map<string, string[]>;
}): Leak[] {
  const { leak, placement, issuers, random, words } = from;
  const others: Leak[] = [];
  let first = leak.parts.length;
  for (let attempt = 0; attempt < ATTEMPTS && others.length < (placement.others?.count ?? 0); attempt++) {
    const issuer = placement.others!.same ? leak.issuer : random.pick(issuers);
    const other = drawLeak({ issuer, said: leak.said, random, words, first });
    const all = [leak, ...others];
    const known = all.some((l) => l.issuer === issuer);
    if (!placement.fits(other) || (known && !placement.others!.same) || !similar(leak, other, placement))
      continue;
    if (all.some((one) => sharesValue(one, other))) continue;
    others.push(placement.others!.same ? { ...other, word: leak.word } : other);
    first += other.parts.length;
  }
  return others;
}

/** The few RSA keys of a run come twice; no two credentials are of one key. */
function sharesValue(one: Leak, other: Leak): boolean {
  return one.parts.some(({ raw }) => other.parts.some((part) => part.raw === raw));
}

/** Accounts of one exchange have the same parts; tables need the same columns. */
function similar(leak: Leak, other: Leak, placement: Placement): boolean {
  return (
    !placement.others!.same ||
    leak.parts.map((p) => p.kind.id).join() === other.parts.map((p) => p.kind.id).join()
  );
}

const BEFORE = ['prod', 'main', 'my', 'live', 'default'];
const AFTER = ['prod', 'live', 'main', '1'];

function drawLeak(from: {
  issuer: IssuerFacts;
  said: Saying;
  random: Random;
  words: Map<string, string[]>;
  first: number;
}): Leak {
  const { issuer, said, random, words, first } = from;
  const parts = drawValues(issuer, random).map(({ role, kind, text }, i) => ({
    role,
    kind,
    raw: text,
    value: mark(text, first + i),
  }));
  const list = words.get(issuer.id)!;
  const affix = {
    before: random.chance(0.15) ? random.pick(BEFORE) : '',
    after: random.chance(0.1) ? random.pick(AFTER) : '',
  };
  return {
    issuer,
    parts,
    said,
    word: (random.chance(0.7) ? list[0]! : random.pick(list)).replace(/-/g, '_'),
    scheme: random.int(0, SCHEME_COUNT - 1),
    affix,
    random,
  };
}

function finished(from: { draft: Draft; leaks: Leak[]; placement: Placement; number: number }): TreeFile {
  const { draft, leaks, placement, number } = from;
  const { text, spans } = unmark(draft.text);
  const leak = leaks[0]!;
  const said = isSaid(leak, text);
  const parts = leaks.flatMap((l, credential) =>
    l.parts.map((part) => ({ part, credential, issuer: l.issuer.id })),
  );
  const truth = parts.map(({ part, credential, issuer }, index) => ({
    issuer: said === 'nowhere' ? null : issuer,
    drawnFrom: issuer,
    role: part.role,
    credential,
    spans: spans.filter((span) => span.part === index).map(({ start, end }) => ({ start, end })),
  }));
  const path = placed({ path: plain(draft.path), leak, number });
  return {
    path,
    text,
    encoding: draft.encoding ?? 'utf8',
    placement: placement.id,
    said,
    truth: truth.filter((t) => t.spans.length > 0),
  };
}

/** A language may have no line for what the leak was to be said by: then the file says nothing. */
function isSaid(leak: Leak, text: string): Saying {
  const { issuer, said } = leak;
  if (said === 'import')
    return issuer.imports.some((name) => text.includes(name) || text.includes(name.replace(/-/g, '_')))
      ? said
      : 'nowhere';
  if (said === 'host') return issuer.hosts.some((host) => text.includes(host)) ? said : 'nowhere';
  if (said === 'comment')
    return text.toLowerCase().includes(leak.word) || text.includes(issuer.name) ? said : 'nowhere';
  return said;
}

const FOLDERS = [
  'src',
  'config',
  'app',
  'bots',
  'lib',
  'services',
  'scripts',
  'tools',
  'deploy',
  'packages/core',
  'tests',
  'examples',
  'infra',
];

/** A place in a tree of many small projects. */
function placed({ path, leak, number }: { path: string; leak: Leak; number: number }): string {
  const project = `project-${String(number).padStart(6, '0')}`;
  const word = leak.random.chance(0.5) ? leak.word : leak.word.replace(/_/g, '-');
  const folder =
    leak.said === 'folder'
      ? leak.random.pick([`exchanges/${word}`, `${word}`, `src/${word}/private`, `accounts/${word}`])
      : '';
  const named = leak.said === 'file' ? fileNamed(path, word, leak.random) : path;
  const root = folder === '' && !/^[.A-Z]|\//.test(path) ? leak.random.pick(FOLDERS) : '';
  return posix.join(project, root, folder, named);
}

function fileNamed(path: string, word: string, random: Random): string {
  const { dir, name, ext } = posix.parse(path);
  if (name.startsWith('.')) return posix.join(dir, `${name}.${word}${ext}`);
  return posix.join(
    dir,
    random.pick([
      `${word}${ext || '.txt'}`,
      `${word}_${name}${ext}`,
      `${name}-${word}${ext}`,
      `${name}.${word}${ext}`,
    ]),
  );
}

function lookAlikeFile(number: number, seed: number): TreeFile {
  const kind = LOOK_ALIKES[number % LOOK_ALIKES.length]!;
  const random = createRandom(seed, 'look-alike', number);
  const { path, text } = kind.write(random);
  const file =
    path === 'file'
      ? random.pick(['.env', 'config.py', 'settings.json', 'README.md', 'bot.js', '.env.example', 'app.yaml'])
      : path;
  const folder = random.chance(0.3)
    ? posix.join('exchanges', random.pick(['binance', 'kraken', 'okx', 'bybit']))
    : random.pick(FOLDERS);
  const full = posix.join(`lookalike-${String(number).padStart(6, '0')}`, folder, file);
  return { path: full, text, encoding: 'utf8', placement: kind.id, said: null, truth: [] };
}
