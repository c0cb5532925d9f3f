import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { render as renderJson } from '../../src/reporters/json.ts';
import { render as renderLines } from '../../src/reporters/jsonl.ts';
import { cleanReport, context, fullReport } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

const SCHEMA = JSON.parse(readFileSync('src/reporters/report.schema.json', 'utf8'));

describe('json', () => {
  it.each([
    ['full', fullReport()],
    ['clean', cleanReport()],
    ['hostile', hostileReport()],
  ])('fits the shipped schema: %s', (_name, report) => {
    expectValid(validator('#'), JSON.parse(renderJson(report, context())));
  });

  it('fits the schema without a time', () => {
    const { generatedAt: _time, ...timeless } = context();
    const parsed = JSON.parse(renderJson(fullReport(), timeless));
    expectValid(validator('#'), parsed);
    expect(parsed.generatedAt).toBeNull();
  });

  it('has a schema that names every field there is', () => {
    const strict = JSON.parse(JSON.stringify(SCHEMA), (_key, value) =>
      value?.type === 'object' ? { ...value, additionalProperties: false } : value,
    );
    delete strict.$defs.findingLine;
    delete strict.$defs.summaryLine;
    expectValid(compile(strict, '#'), JSON.parse(renderJson(fullReport(), context())));
  });

  it('counts what is urgent and what is not', () => {
    expect(JSON.parse(renderJson(fullReport(), context())).summary).toEqual({
      findings: 5,
      urgent: 2,
      bySeverity: { critical: 2, high: 0, medium: 1, low: 2 },
      suppressed: 2,
      incomplete: true,
    });
  });

  it('gives hostile names back exactly, in a text that is safe to print', () => {
    const text = renderJson(hostileReport(), context());
    const paths = JSON.parse(text).findings.map((finding: HasPlaces) => finding.occurrences[0]?.path);
    expect(paths).toEqual(HOSTILE_NAMES);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain('##[');
  });
});

describe('jsonl', () => {
  it('is one finding a line and a summary at the end', () => {
    const lines = parseLines(renderLines(fullReport(), context()));
    const isFinding = validator('#/$defs/findingLine');
    for (const line of lines.slice(0, -1)) expectValid(isFinding, line);
    expectValid(validator('#/$defs/summaryLine'), lines.at(-1));
    expect(lines.map((line) => (line as { type: string }).type)).toEqual([
      ...Array(7).fill('finding'),
      'summary',
    ]);
  });

  it('is one line where there are no findings', () => {
    expect(renderLines(cleanReport(), context()).split('\n')).toHaveLength(2);
  });

  it('never breaks a line at a hostile name', () => {
    const lines = parseLines(renderLines(hostileReport(), context()));
    expect(lines).toHaveLength(2 * HOSTILE_NAMES.length + 1);
  });
});

interface HasPlaces {
  occurrences: { path: string }[];
}

function parseLines(text: string): unknown[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
}

function validator(part: string): ValidateFunction {
  return compile(SCHEMA, part);
}

function compile(schema: object, part: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addSchema(schema, 'report');
  const validate = ajv.getSchema(`report${part}`);
  if (!validate) throw new Error(`no schema at ${part}`);
  return validate;
}

function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}
