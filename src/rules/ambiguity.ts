import { parseRegex, type RegexNode } from './regex.ts';

/**
 * Why a backtracking matcher may need more than linear time for this pattern, or null. A cheap proof over
 * words of one repeated character: the pattern's positions (Glushkov's automaton), where each repeat keeps its
 * limits. Two ways through one loop mean exponential time, two loops one after the other quadratic time.
 * Lookaheads are left to `backtracking.ts`. Throws RegexSyntaxError for a pattern outside the subset.
 */
export function ambiguityProblem(pattern: string): string | null {
  const graph = positionsOf(parseRegex(pattern));
  for (const character of sampleCharacters(graph)) {
    const part = restrict(graph, character);
    const shown = JSON.stringify(String.fromCodePoint(character));
    if (hasTwoWaysThroughLoop(part))
      return `nested quantifiers can share ${shown} in many ways; separate the runs`;
    if (hasLoopAfterLoop(part)) return `quantifiers that follow each other can share ${shown} in many ways`;
  }
  return null;
}

/** A repeat within bounds this close tries so few lengths that no input makes it slow. */
const HARMLESS_SPAN = 16;

interface Repeat {
  min: number;
  max: number;
  parents: Repeat[];
}

interface Position {
  ranges: readonly (readonly [number, number])[];
  repeats: Repeat[];
  next: Edge[];
}

/** `loop` is the repeat that starts over on this edge; null where the pattern goes on. */
interface Edge {
  to: Position;
  loop: Repeat | null;
}

/** Where a part of the pattern can start and end, and whether it can be empty. */
interface Ends {
  first: Position[];
  last: Position[];
  nullable: boolean;
}

function positionsOf(root: RegexNode): Position[] {
  const positions: Position[] = [];
  connect(root, [], positions);
  return positions;
}

function connect(node: RegexNode, repeats: Repeat[], positions: Position[]): Ends {
  if (node.type === 'class') {
    const position: Position = { ranges: node.ranges, repeats, next: [] };
    positions.push(position);
    return { first: [position], last: [position], nullable: false };
  }
  if (node.type === 'choice') {
    const options = node.options.map((option) => connect(option, repeats, positions));
    return {
      first: options.flatMap((option) => option.first),
      last: options.flatMap((option) => option.last),
      nullable: options.some((option) => option.nullable),
    };
  }
  if (node.type === 'repeat') return connectRepeat(node, repeats, positions);
  if (node.type === 'lookahead') return { first: [], last: [], nullable: true };
  return node.items
    .map((item) => connect(item, repeats, positions))
    .reduce<Ends>(follow, { first: [], last: [], nullable: true });
}

function connectRepeat(
  node: Extract<RegexNode, { type: 'repeat' }>,
  repeats: Repeat[],
  positions: Position[],
): Ends {
  if (node.max <= 1) {
    const ends = connect(node.item, repeats, positions);
    return { ...ends, nullable: ends.nullable || node.min === 0 };
  }
  const repeat: Repeat = { min: node.min, max: node.max, parents: repeats };
  const ends = connect(node.item, [...repeats, repeat], positions);
  for (const last of ends.last) for (const to of ends.first) last.next.push({ to, loop: repeat });
  return { ...ends, nullable: ends.nullable || node.min === 0 };
}

function follow(left: Ends, right: Ends): Ends {
  for (const last of left.last) for (const to of right.first) last.next.push({ to, loop: null });
  return {
    first: left.nullable ? [...left.first, ...right.first] : left.first,
    last: right.nullable ? [...left.last, ...right.last] : right.last,
    nullable: left.nullable && right.nullable,
  };
}

/** One character of every set that the classes' borders cut the alphabet into. */
function sampleCharacters(positions: readonly Position[]): Set<number> {
  return new Set(positions.flatMap(({ ranges }) => ranges.flat()));
}

/** The positions that accept the character, the edges between them, and which reaches which. */
interface Part {
  positions: Position[];
  edges: { from: Position; to: Position; loop: Repeat | null }[];
  reaches(from: Position, to: Position): boolean;
}

function restrict(positions: readonly Position[], character: number): Part {
  const inside = new Set(
    positions.filter(({ ranges }) => ranges.some(([from, to]) => from <= character && character <= to)),
  );
  const edges = [...inside].flatMap((from) =>
    from.next.filter(({ to }) => inside.has(to)).map(({ to, loop }) => ({ from, to, loop })),
  );
  const reached = new Map<Position, Set<Position>>();
  const reach = (from: Position): Set<Position> => {
    const known = reached.get(from);
    if (known !== undefined) return known;
    const found = new Set([from]);
    for (const position of found) {
      for (const { to } of position.next) if (inside.has(to)) found.add(to);
    }
    reached.set(from, found);
    return found;
  };
  return { positions: [...inside], edges, reaches: (from, to) => reach(from).has(to) };
}

function hasTwoWaysThroughLoop({ edges, reaches }: Part): boolean {
  const cyclic = edges.filter(({ from, to }) => reaches(to, from));
  return cyclic.some((one, index) =>
    cyclic.slice(index + 1).some((other) => other.from === one.from && !countDecides(one, other)),
  );
}

/** True when a fixed count says which of the two edges is taken: one starts the repeat over, one leaves it. */
function countDecides(one: Edge, other: Edge): boolean {
  return leavesFixed(one.loop, other) || leavesFixed(other.loop, one);
}

function leavesFixed(repeat: Repeat | null, edge: Edge): boolean {
  if (repeat === null || repeat.min !== repeat.max) return false;
  const startsOuterOver = edge.loop !== null && repeat.parents.includes(edge.loop);
  return startsOuterOver || !edge.to.repeats.includes(repeat);
}

function hasLoopAfterLoop({ edges, reaches }: Part): boolean {
  const long = edges.filter(
    ({ from, to, loop }) => loop !== null && loop.max - loop.min >= HARMLESS_SPAN && reaches(to, from),
  );
  return long.some((one) => long.some((other) => other.loop !== one.loop && reaches(one.to, other.from)));
}
