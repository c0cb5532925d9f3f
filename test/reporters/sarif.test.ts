import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import { render } from '../../src/reporters/sarif.ts';
import { cleanReport, context, finding, fingerprint, fullReport, occurrence } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

const validate = officialSchema();

describe('sarif', () => {
  it.each([
    ['full', fullReport()],
    ['clean', cleanReport()],
    ['hostile', hostileReport()],
  ])('fits the official schema and what GitHub requires: %s', (_name, report) => {
    const run = parse(report);
    for (const rule of run.tool.driver.rules ?? []) {
      expect(rule.shortDescription?.text).toBeTruthy();
      expect(rule.fullDescription?.text).toBeTruthy();
      expect(rule.help?.text).toBeTruthy();
      expect(Number(rule.properties?.['security-severity'])).toBeGreaterThan(0);
      expect(rule.properties?.['security-severity']).toBeTypeOf('string');
      expect(rule.properties?.tags).toContain('security');
    }
    for (const result of run.results ?? []) {
      expect(result.message.text).toBeTruthy();
      expect(result.locations).toHaveLength(1);
      expect(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    }
  });

  it('shows one credential as one result, at exactly its most dangerous part', () => {
    const [result] = results(fullReport());
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'bots/live/config.py', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 18, endLine: 12, endColumn: 58 },
        },
      },
    ]);
    const related = result?.relatedLocations ?? [];
    expect(related.map(({ id, message }) => [id, message?.text])).toEqual([
      [1, 'passphrase'],
      [2, 'API key'],
      ...[3, 4, 5, 6, 7].map((id) => [id, 'secret key']),
    ]);
    expect(related[2]?.physicalLocation?.artifactLocation?.uri).toBe('notebooks/pnl.ipynb');
  });

  it('tells issuer, confidence, severity, parts and commit', () => {
    expect(results(fullReport())[0]?.properties).toMatchObject({
      issuer: 'nordex',
      confidence: 'certain',
      severity: 'critical',
      environment: 'live',
      parts: [
        { role: 'secret', shown: null },
        { role: 'passphrase', shown: null },
        { role: 'apiKey', shown: 'Kq3v…x7Pd' },
      ],
      commit: '3f9c1d7a55e0b2c4d6f8a1b3c5d7e9f0a2b4c6d8',
      exposure: { atHead: false, days: 412 },
    });
    expect(JSON.stringify(results(fullReport()))).not.toContain('ada@lovelace.example');
  });

  it('grades levels by severity and suppresses with kind and justification', () => {
    const all = results(fullReport());
    expect(all.map(({ level }) => level)).toEqual([
      'error',
      'error',
      'warning',
      'note',
      'note',
      'error',
      'error',
    ]);
    expect(all.slice(0, 5).every(({ suppressions }) => suppressions === undefined)).toBe(true);
    expect(all[5]?.suppressions).toEqual([{ kind: 'inSource', justification: 'dead since May' }]);
    expect(all[6]?.suppressions).toEqual([{ kind: 'external', justification: 'allowed by the baseline' }]);
  });

  it('tells two credentials on one line apart, and one credential from itself never', () => {
    const twins = [finding(), finding({ fingerprint: fingerprint(9) })];
    const hashes = results({ ...cleanReport(), findings: twins }).map(
      ({ partialFingerprints }) => partialFingerprints?.primaryLocationLineHash,
    );
    expect(new Set(hashes).size).toBe(2);
    const moved = finding({ occurrences: [occurrence({ path: 'elsewhere.py', line: 900 })] });
    const [result] = results({ ...cleanReport(), findings: [moved] });
    expect(result?.partialFingerprints?.primaryLocationLineHash).toBe(hashes[0]);
    expect(result?.partialFingerprints?.['keysweep/v1']).toBe(moved.fingerprint);
  });

  it('grades a rule like its gravest finding', () => {
    const findings = [finding({ severity: 'low' }), finding({ severity: 'critical' })];
    const run = parse({ ...cleanReport(), findings });
    expect(run.tool.driver.rules).toHaveLength(1);
    expect(run.tool.driver.rules?.[0]?.properties?.['security-severity']).toBe('9.5');
  });

  it('encodes paths relative to the root, and names no folder of this machine', () => {
    const path = 'my bots/ünï 100%#?/a:b.py';
    const run = parse({
      ...cleanReport(),
      findings: [finding({ occurrences: [occurrence({ path, line: 1 })] })],
    });
    const uri = run.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
    expect(uri).toBe('my%20bots/%C3%BCn%C3%AF%20100%25%23%3F/a%3Ab.py');
    expect(decodeURIComponent(uri)).toBe(path);
    expect(run.originalUriBaseIds?.['%SRCROOT%']?.uri).toBeUndefined();
    expect(run.columnKind).toBe('utf16CodeUnits');
  });

  it('is a category of its own for each mode', () => {
    expect(parse(fullReport()).automationDetails?.id).toBe('keysweep/working-tree/');
    expect(parse({ ...cleanReport(), mode: 'range main..HEAD' }).automationDetails?.id).toBe(
      'keysweep/range-main-head/',
    );
  });

  it('says that an incomplete scan did not succeed, and why', () => {
    const [invocation] = parse(fullReport()).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    const notes = invocation?.toolExecutionNotifications ?? [];
    expect(notes.map(({ descriptor, level }) => [descriptor?.id, level])).toEqual([
      ['incomplete', 'error'],
      ['skipped/binary', 'note'],
      ['skipped/symlink', 'note'],
      ['skipped/unreadable', 'error'],
    ]);
    expect(notes[3]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('secrets/vault.db');
    expect(parse(cleanReport()).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it('keeps to 100 locations a result', () => {
    const occurrences = Array.from({ length: 300 }, (_place, index) =>
      occurrence({ path: `f${index}.py`, line: 1 }),
    );
    const [result] = results({ ...cleanReport(), findings: [finding({ occurrences })] });
    expect(result?.relatedLocations).toHaveLength(99);
  });

  it('keeps the 5,000 gravest results and says how many were left out', () => {
    const low = Array.from({ length: 5010 }, (_finding, index) =>
      finding({ severity: 'low', fingerprint: fingerprint(index % 256) }),
    );
    const run = parse({
      ...cleanReport(),
      findings: [...low, finding(), finding({ confidence: 'certain' })],
    });
    expect(run.results).toHaveLength(5000);
    expect(run.results?.slice(0, 2).map(({ properties }) => properties?.confidence)).toEqual([
      'certain',
      'likely',
    ]);
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]).toMatchObject({
      descriptor: { id: 'results-left-out' },
      message: { text: '12 results left out, the least severe: GitHub keeps no more.' },
    });
  });

  it('keeps hostile names out of links, placeholders and command lines', () => {
    const text = render(hostileReport(), context());
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain('##[');
    for (const message of messagesOf(JSON.parse(text))) expect(message).not.toMatch(/\]\(|\{\d/);
    const uris = results(hostileReport()).map(
      ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
    );
    expect(uris.slice(0, HOSTILE_NAMES.length).map((uri) => decodeURIComponent(uri ?? ''))).toEqual(
      HOSTILE_NAMES.map((name) => name.replace('\ud800', '\ufffd')),
    );
    for (const uri of uris) expect(uri).toMatch(/^[A-Za-z0-9%._~!*'()/-]+$/);
  });
});

function parse(report: Report): Run {
  const log: Log = JSON.parse(render(report, context()));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs).toHaveLength(1);
  return log.runs[0] as Run;
}

function results(report: Report): Result[] {
  return parse(report).results ?? [];
}

function messagesOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'message') return [(inner as { text: string }).text];
    return messagesOf(inner);
  });
}

/** The schema is a draft-04 document of keywords that have not changed since, but for `id`. */
function officialSchema() {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const file = path.replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}
