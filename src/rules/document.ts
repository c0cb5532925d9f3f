import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type DocumentPath, formatPath, type RuleProblem } from './problem.ts';

/** One parsed YAML document: its plain value, what is wrong with its syntax, and positions by path. */
export interface RuleDocument {
  /** Plain value of the document; undefined when its syntax is broken. */
  value: unknown;
  problems: RuleProblem[];
  /** Turns a path and a reason into a problem with a position; `key` points at the key instead of its value. */
  problemAt(path: DocumentPath, reason: string, at?: 'key' | 'value'): RuleProblem;
}

/** Parses rule text. Never throws: broken YAML comes back as problems with positions. */
export function parseRuleDocument({ file, text }: { file: string; text: string }): RuleDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const at = (offset: number, path: string, reason: string): RuleProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), path, reason };
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], '', `not valid YAML: ${error.message}`),
  );
  visit(document, {
    Alias: (_key, node) => {
      problems.push(at(node.range?.[0] ?? 0, '', 'anchors and aliases are not allowed in rules'));
    },
    Map: (_key, map) => {
      for (const pair of repeatedIn(map))
        problems.push(at(startOf(pair.key) ?? 0, '', 'not valid YAML: Map keys must be unique'));
    },
  });
  return {
    value: problems.length === 0 ? document.toJS() : undefined,
    problems,
    problemAt: (path, reason, side = 'value') =>
      at(offsetOf({ root: document.contents, path, side }), formatPath(path), reason),
  };
}

/** Pairs with a key that stood before. The parser can tell them, too, in time that grows with the square of their number. */
function repeatedIn({ items }: YAMLMap): Pair[] {
  const seen = new Set<unknown>();
  return items.filter(({ key }) => {
    const name = isScalar(key) ? key.value : key;
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated;
  });
}

interface Place {
  root: unknown;
  path: DocumentPath;
  side: 'key' | 'value';
}

/** Offset of the node at the path, or of its nearest ancestor that the text holds. */
function offsetOf({ root, path, side }: Place): number {
  let node: unknown = root;
  let offset = startOf(root) ?? 0;
  for (const [depth, step] of path.entries()) {
    const wantsKey = side === 'key' && depth === path.length - 1;
    const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined;
    const child = isSeq(node) ? node.items[Number(step)] : pair?.value;
    const found = (wantsKey ? undefined : startOf(child)) ?? startOf(pair?.key);
    if (found === undefined) break;
    offset = found;
    node = child;
  }
  return offset;
}

function keyOf(pair: Pair): string {
  return String(isNode(pair.key) && !isAlias(pair.key) ? pair.key.toJSON() : pair.key);
}

function startOf(value: unknown): number | undefined {
  return isNode(value) ? (value as Node).range?.[0] : undefined;
}
