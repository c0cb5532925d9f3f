/** A JSON value that knows where it stands. */
export interface JsonNode {
  /** 1-based. */
  line: number;
  value: JsonValue;
}

export type JsonValue = string | number | boolean | null | JsonNode[] | JsonObject;

/** The members of an object in their order; a map, so that no name (`__proto__`) means anything. */
export type JsonObject = ReadonlyMap<string, { keyLine: number; node: JsonNode }>;

/** What is wrong with the text, and in which line. Says nothing of the text's content. */
export class JsonSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Parses strict JSON and keeps the line of every value and key. Refuses a key that stands twice and nesting
 * deeper than any configuration has. Throws `JsonSyntaxError`.
 */
export function parseJson(text: string): JsonNode {
  const reader: Reader = { text, at: text.charCodeAt(0) === 0xfeff ? 1 : 0, line: 1 };
  const node = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) fail(reader, 'expected the end of the file');
  return node;
}

interface Reader {
  readonly text: string;
  at: number;
  line: number;
}

const MAX_DEPTH = 20;
const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function readValue(reader: Reader, depth: number): JsonNode {
  skipSpace(reader);
  if (depth > MAX_DEPTH) fail(reader, 'nested too deeply');
  const { line } = reader;
  if (take(reader, '{')) return { line, value: readObject(reader, depth) };
  if (take(reader, '[')) return { line, value: readArray(reader, depth) };
  const scalar = match(reader, STRING) ?? match(reader, SCALAR);
  if (scalar === null) fail(reader, 'expected a value');
  return { line, value: JSON.parse(scalar) as JsonValue };
}

function readObject(reader: Reader, depth: number): JsonObject {
  const members = new Map<string, { keyLine: number; node: JsonNode }>();
  if (closes(reader, '}')) return members;
  do {
    skipSpace(reader);
    const keyLine = reader.line;
    const key = match(reader, STRING);
    if (key === null) fail(reader, 'expected a key in double quotes');
    const name = JSON.parse(key) as string;
    if (members.has(name)) fail(reader, 'this key stands twice');
    if (!closes(reader, ':')) fail(reader, 'expected ":" after the key');
    members.set(name, { keyLine, node: readValue(reader, depth + 1) });
  } while (closes(reader, ','));
  if (!take(reader, '}')) fail(reader, 'expected "," or "}"');
  return members;
}

function readArray(reader: Reader, depth: number): JsonNode[] {
  const items: JsonNode[] = [];
  if (closes(reader, ']')) return items;
  do items.push(readValue(reader, depth + 1));
  while (closes(reader, ','));
  if (!take(reader, ']')) fail(reader, 'expected "," or "]"');
  return items;
}

function closes(reader: Reader, sign: string): boolean {
  skipSpace(reader);
  return take(reader, sign);
}

function take(reader: Reader, sign: string): boolean {
  if (reader.text[reader.at] !== sign) return false;
  reader.at++;
  return true;
}

function skipSpace(reader: Reader): void {
  const space = match(reader, SPACE) ?? '';
  reader.line += space.split('\n').length - 1;
}

function match(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? null;
  if (found !== null) reader.at += found.length;
  return found;
}

function fail(reader: Reader, message: string): never {
  throw new JsonSyntaxError(reader.line, message);
}
