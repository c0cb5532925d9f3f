import { KeysweepError } from '../errors.ts';
import { CONFIDENCES, type Confidence, SEVERITIES, type Severity } from '../findings/model.ts';
import { type JsonNode, JsonSyntaxError, parseJson } from './json.ts';
import { nearestName } from './nearest.ts';
import { parseSize } from './size.ts';

/** What a configuration file may say; every key is optional. `docs/configuration.md` describes each. */
export interface Config {
  include?: string[];
  exclude?: string[];
  minSeverity?: Severity;
  minConfidence?: Confidence;
  issuers?: string[];
  /** Rule files, relative to the configuration file. */
  rules?: string[];
  /** Baseline file, relative to the configuration file. */
  baseline?: string;
  /** Bytes. */
  maxFileSize?: number;
  all?: boolean;
  jobs?: number;
}

/**
 * Reads a configuration. Throws `KeysweepError` with code `CONFIG` whose message begins with `FILE:LINE:` for
 * broken JSON, unknown keys and wrong values; no value of the file is repeated.
 */
export function parseConfig(text: string, file: string): Config {
  const { line, value } = parseText(text, file);
  if (!(value instanceof Map)) throw new ConfigProblem(line, 'expected an object of settings').at(file);
  const config: Config = {};
  for (const [key, { keyLine, node }] of value) {
    try {
      readSetting(config, key, node);
    } catch (error) {
      if (error instanceof ConfigProblem) throw error.at(file, keyLine);
      throw error;
    }
  }
  return config;
}

/** Something wrong in the file; the line of the value where it is known, otherwise that of its key. */
class ConfigProblem extends Error {
  readonly line: number | null;
  readonly hint: string | undefined;

  constructor(line: number | null, message: string, hint?: string) {
    super(message);
    this.line = line;
    this.hint = hint;
  }

  at(file: string, keyLine = 1): KeysweepError {
    const details = this.hint === undefined ? {} : { hint: this.hint };
    return new KeysweepError('CONFIG', `${file}:${this.line ?? keyLine}: ${this.message}`, details);
  }
}

function parseText(text: string, file: string): JsonNode {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const hint = 'The file is plain JSON: double quotes, no comments, no comma after the last entry.';
    throw new ConfigProblem(error.line, `not valid JSON: ${error.message}`, hint).at(file);
  }
}

type Reader<T> = (node: JsonNode, key: string) => T;

const READERS: { [Key in keyof Required<Config>]: Reader<Required<Config>[Key]> } = {
  include: readTexts,
  exclude: readTexts,
  minSeverity: oneOf(SEVERITIES),
  minConfidence: oneOf(CONFIDENCES),
  issuers: readTexts,
  rules: readTexts,
  baseline: readText,
  maxFileSize: readSize,
  all: readFlag,
  jobs: readCount,
};

export const CONFIG_KEYS = Object.keys(READERS) as (keyof Config)[];

function readSetting(config: Config, key: string, node: JsonNode): void {
  if (!isConfigKey(key)) {
    const meant = nearestName(key, CONFIG_KEYS);
    const hint = meant === null ? `Known keys: ${CONFIG_KEYS.join(', ')}.` : `Did you mean "${meant}"?`;
    throw new ConfigProblem(null, PLAIN_WORD.test(key) ? `unknown key "${key}"` : 'unknown key', hint);
  }
  Object.assign(config, { [key]: READERS[key](node, key) });
}

/** A key that is anything else is not repeated: it could be a value. */
const PLAIN_WORD = /^[A-Za-z][A-Za-z_-]{0,23}$/;

function isConfigKey(key: string): key is keyof Config {
  return (CONFIG_KEYS as string[]).includes(key);
}

function readTexts(node: JsonNode, key: string): string[] {
  if (!Array.isArray(node.value)) throw new ConfigProblem(node.line, `"${key}" must be a list of texts`);
  return node.value.map((item) => readText(item, `an entry of ${key}`));
}

function readText({ line, value }: JsonNode, key: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new ConfigProblem(line, `"${key}" must be a text that is not empty`);
  }
  return value;
}

function oneOf<T extends string>(names: readonly T[]): Reader<T> {
  return ({ line, value }, key) => {
    const found = names.find((name) => name === value);
    if (found === undefined) throw new ConfigProblem(line, `"${key}" must be one of ${names.join(', ')}`);
    return found;
  };
}

function readSize({ line, value }: JsonNode, key: string): number {
  const bytes = typeof value === 'number' ? parseSize(String(value)) : parseSize(String(value ?? ''));
  if (bytes === null) throw new ConfigProblem(line, `"${key}" must be a size, for example "20 MB"`);
  return bytes;
}

function readFlag({ line, value }: JsonNode, key: string): boolean {
  if (typeof value !== 'boolean') throw new ConfigProblem(line, `"${key}" must be true or false`);
  return value;
}

function readCount({ line, value }: JsonNode, key: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 64) {
    throw new ConfigProblem(line, `"${key}" must be a whole number from 1 to 64`);
  }
  return value;
}
