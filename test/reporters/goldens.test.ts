import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FORMATS, isFormat, loadReporter } from '../../src/reporters/index.ts';
import type { ReportContext } from '../../src/reporters/reporter.ts';
import { renderRunbook } from '../../src/reporters/text-runbook.ts';
import { exampleFacts, walletFacts } from '../remediation/facts.ts';
import { cleanReport, context, fullReport } from './fixture.ts';

/** Set to write the files anew; look at the difference before it is committed. */
const UPDATE = process.env.UPDATE_GOLDENS === '1';

describe('goldens', () => {
  it.each(FORMATS)('%s', async (format) => {
    const render = await loadReporter(format);
    expectGolden(`full.${format}`, render(fullReport(), context()));
    expectGolden(`clean.${format}`, render(cleanReport(), context()));
  });

  it.each<[string, Partial<ReportContext>]>([
    ['wide.text', { width: 120 }],
    ['color.text', { color: true }],
  ])('%s', async (name, changes) => {
    const render = await loadReporter('text');
    expectGolden(name, render(fullReport(), context(changes)));
  });
});

describe('runbook', () => {
  it.each([exampleFacts(), walletFacts()])('$id', (facts) => {
    expectGolden(`${facts.id}.runbook`, renderRunbook(facts, { color: false, width: 80 }));
  });
});

describe('isFormat', () => {
  it('knows the formats and nothing that every object has', () => {
    expect(FORMATS.every(isFormat)).toBe(true);
    expect(isFormat('toString')).toBe(false);
    expect(isFormat('xml')).toBe(false);
  });
});

function expectGolden(name: string, text: string): void {
  const file = new URL(`goldens/${name}.golden`, import.meta.url);
  if (UPDATE) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
