import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = { [key: string]: unknown };

/** GitHub's own description of the routes that are simulated; scripts/trim-github-api.mjs cut it out. */
const api = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/github-api.schema.json'), 'utf8'),
) as {
  routes: Record<string, Record<string, Schema | null>>;
  schemas: Record<string, Schema>;
};

export const ROUTES: readonly string[] = Object.keys(api.routes);

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'github', schemas: api.schemas });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with an answer by GitHub's description; null when nothing is. */
export function mistakeIn(route: string, status: number, body: unknown): string | null {
  const answers = api.routes[route];
  if (answers === undefined) return `${route} is not described`;
  if (!(status in answers)) return null;
  const schema = answers[status];
  if (schema === null || schema === undefined) {
    return body === undefined ? null : `${route} ${status} has no body`;
  }
  const key = `${route} ${status}`;
  const validate = compiled.get(key) ?? ajv.compile(withReferences(schema) as Schema);
  compiled.set(key, validate);
  return validate(body) ? null : `${key}: ${ajv.errorsText(validate.errors)}`;
}

function withReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withReferences);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' ? [key, `github${value as string}`] : [key, withReferences(value)],
    ),
  );
}

const FORMATS: Record<string, string> = {
  uri: 'https://github.test/x',
  'date-time': '2025-06-15T12:00:00Z',
  email: 'person@example.org',
};

/** The smallest value that a named schema of GitHub allows, with the given properties in it. */
export function sample(name: string, properties: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...(minimal(api.schemas[name] as Schema) as Record<string, unknown>), ...properties };
}

/** The same for a row of a list whose schema has no name. */
export function sampleRow(route: string, properties: Record<string, unknown>): Record<string, unknown> {
  const list = api.routes[route]?.['200'] as { items: Schema };
  return { ...(minimal(list.items) as Record<string, unknown>), ...properties };
}

function minimal(schema: Schema): unknown {
  if (typeof schema.$ref === 'string') {
    return minimal(api.schemas[schema.$ref.slice('#/schemas/'.length)] as Schema);
  }
  const options = schema.anyOf as Schema[] | undefined;
  if (options !== undefined) return options.some(({ type }) => type === 'null') ? null : minimal(options[0]!);
  if (Array.isArray(schema.allOf)) return Object.assign({}, ...schema.allOf.map((one) => minimal(one)));
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return false;
  if (schema.type === 'string') return FORMATS[schema.format as string] ?? 'x';
  return minimalObject(schema);
}

function minimalObject({ required = [], properties = {} }: Schema): unknown {
  const names = required as string[];
  const known = properties as Record<string, Schema>;
  return Object.fromEntries(names.map((name) => [name, minimal(known[name] ?? {})]));
}
