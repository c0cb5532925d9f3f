import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { render } from '../../src/reporters/text.ts';
import { displayWidth } from '../../src/terminal/columns.ts';
import { cleanReport, context, finding, fullReport, occurrence } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

describe('text', () => {
  it('says first what to do first', () => {
    expect(
      render(fullReport(), context({ width: 200 }))
        .split('\n\n')[0]
        ?.replace('\n', ' '),
    ).toBe(
      '2 of 5 leaked credentials are live and dangerous: revoke those of Nordex (1) now and move the funds behind Tern wallet private key (1) now.',
    );
  });

  it('does not cry wolf', () => {
    const harmless = [finding({ severity: 'medium' }), finding({ environment: 'test' })];
    const text = render({ ...cleanReport(), findings: harmless }, context());
    expect(text).toMatch(/^2 leaked credentials, none of them live and graded high or critical: the worst/);
  });

  it('does not play down what is possible', () => {
    const possible = finding({ severity: 'high', confidence: 'possible' });
    const top = (...findings: ReturnType<typeof finding>[]) =>
      render({ ...cleanReport(), findings }, context()).split('\n')[0];
    expect(top(possible)).toBe(
      '1 leaked credential may be live and dangerous: check now, and revoke in doubt.',
    );
    expect(top(possible, finding({ severity: 'low' }))).toMatch(/^1 of 2 leaked credentials may be live/);
  });

  it('tells how to revoke once for each issuer, however many credentials it has', () => {
    const text = render({ ...cleanReport(), findings: [finding(), finding(), finding()] }, context());
    expect(text.split('https://nordex.example/account/api')).toHaveLength(2);
    expect(text).toContain('3 credentials');
  });

  it('is one line where nothing was found, two where something was skipped', () => {
    expect(render(cleanReport(), context())).toBe(
      'No leaked credentials. Scanned 4 files, 31 KB, 9 ms (working tree).\n',
    );
    const skipped = [{ reason: 'binary' as const, count: 2, examples: [] }];
    expect(render(cleanReport({ skipped }), context())).toBe(
      'No leaked credentials. Scanned 4 files, 31 KB, 9 ms (working tree).\nSkipped 2 binary files.\n',
    );
  });

  it('never calls an incomplete scan clean', () => {
    const text = render(cleanReport({ incomplete: true }), context());
    expect(text).toMatch(/^No leaked credentials in what could be read\.\n/);
    expect(text).toContain('INCOMPLETE');
  });

  it.each([
    [10, 'exposed for 10 days;'],
    [45, 'exposed for 45 days (due for rotation: every 30 to 90);'],
    [91, 'exposed for 91 days (keys should be rotated every 30 to 90);'],
  ])('holds %i days of exposure against the advice on rotation', (days, words) => {
    const exposed = occurrence({ path: 'a.py', line: 1 });
    exposed.provenance.exposure = { atHead: false, branches: [], tags: [], reachable: false, days };
    const text = render({ ...cleanReport(), findings: [finding({ occurrences: [exposed] })] }, context());
    const unbroken = text.replace(/\n {21}/g, ' ');
    expect(unbroken).toContain(words);
    expect(unbroken).toContain('in no branch or tag');
  });

  it.each([60, 80, 120])('keeps to %i columns, but for what must be copied whole', (width) => {
    const lines = render(fullReport(), context({ width })).split('\n');
    const wide = lines.filter(
      (line) => displayWidth(line) > width && !/hardhat\.config|git filter-repo/.test(line),
    );
    expect(wide).toEqual([]);
  });

  it('is the same text with and without colour', () => {
    const coloured = render(fullReport(), context({ color: true }));
    expect(coloured).toContain('\u001b[31m');
    expect(stripVTControlCharacters(coloured)).toBe(render(fullReport(), context()));
  });

  it.each([60, 80, 120])('lets no hostile name steer a terminal or a CI runner at %i columns', (width) => {
    const text = render(hostileReport(), context({ width }));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain('##[');
    for (const line of text.split('\n')) expect(line.trimStart().startsWith('::')).toBe(false);
  });

  it('counts the findings of an issuer as they are', () => {
    expect(render(hostileReport(), context())).toContain(`${HOSTILE_NAMES.length} credentials`);
  });

  it('shows nothing of a secret even when it is handed something', () => {
    const parts = [{ role: 'secret' as const, kind: 'hmac-secret', label: 'secret key', shown: 'Zq8w…Yv5t' }];
    expect(render({ ...cleanReport(), findings: [finding({ parts })] }, context())).not.toMatch(/Zq8w|Yv5t/);
  });
});
