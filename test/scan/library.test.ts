import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeysweepError, render, scan, scanContent, scanRange, VERSION } from '../../src/index.ts';
import { madeUp } from '../findings/make.ts';
import { scratchRepository } from '../git/scratch.ts';

const folder = mkdtempSync(join(tmpdir(), 'keysweep-library-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = `BINANCE_API_KEY=${madeUp(1)}\nBINANCE_API_SECRET=${madeUp(2)}\n`;
beforeAll(() => writeFileSync(join(folder, 'a.env'), text));

describe('the library', () => {
  it('scans a folder and leaves the process alone', async () => {
    const before = process.exitCode;
    const report = await scan({ paths: [folder] });
    expect(report.findings.map(({ issuer, severity }) => [issuer, severity])).toEqual([
      ['binance', 'critical'],
    ]);
    expect(report.tool).toMatchObject({ name: 'keysweep', version: VERSION });
    expect(process.exitCode).toBe(before);
  });

  it('finds the same credential in a text as in a file', async () => {
    const [inFile, inText] = [await scan({ paths: [folder] }), await scanContent(text, { name: 'x.env' })];
    expect(inText.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      inFile.findings.map(({ fingerprint }) => fingerprint),
    );
  });

  it('scans what commits bring, and lets the base decide', async () => {
    const { folder: cwd, commit } = scratchRepository();
    const base = commit({ 'a.txt': 'x' });
    commit({ 'a.env': text, '.keysweep.json': '{"issuers": ["okx"]}' });
    expect((await scanRange(`${base}..HEAD`, { cwd })).findings).toEqual([]);
    const report = await scanRange(`${base}..HEAD`, { cwd, policy: base });
    expect(report.findings.map(({ issuer }) => issuer)).toEqual(['binance']);
    expect(report.notices.join()).toContain('.keysweep.json');
    await expect(scanRange('HEAD', { cwd, policy: 'nowhere' })).rejects.toThrow('no commit nowhere');
  });

  it('hands out reports that hold no secret, however they are written', async () => {
    const report = await scanContent(text);
    for (const written of [
      JSON.stringify(report),
      await render(report, 'json'),
      await render(report, 'text'),
    ]) {
      expect(written).not.toContain(madeUp(2).slice(0, 5));
    }
  });

  it('rejects with an error that says what to do', async () => {
    await expect(scan({ cwd: folder, paths: ['missing'] })).rejects.toThrow(KeysweepError);
    await expect(scan({ cwd: folder, issuers: ['nobody'] })).rejects.toMatchObject({
      code: 'USAGE',
      hint: expect.any(String),
    });
  });

  it.each([
    [{ minSeverity: 'x' }, 'the option minSeverity must be one of low, medium, high, critical'],
    [{ minConfidence: 'sure' }, 'the option minConfidence must be one of possible, likely, certain'],
    [{ jobs: 0 }, 'the option jobs must be a whole number from 1 to 64'],
    [{ maxFileSize: -1 }, 'the option maxFileSize must be a whole number above 0'],
    [{ issuers: 'okx' }, 'the option issuers must be a list of texts'],
    [{ baseline: '' }, 'the option baseline must be a path or false'],
    [{ minseverity: 'low' }, 'there is no option "minseverity"'],
    [{ signal: {} }, 'the option signal must be an AbortSignal'],
    [null, 'the options must be an object'],
  ])('rejects %j', async (options, message) => {
    const wrong = options as object;
    for (const result of [scan(wrong), scanContent(text, wrong), scanRange('HEAD', wrong)]) {
      await expect(result).rejects.toThrow(message);
      await expect(result).rejects.toThrow(KeysweepError);
    }
  });

  it('rejects what each function alone does not know', async () => {
    const report = await scanContent(text, { minSeverity: undefined } as object);
    const calls = [
      scan({ paths: 'src' } as object),
      scan({ name: 'x' } as object),
      scanContent(7 as unknown as string),
      scanRange(undefined as unknown as string),
      render(report, 'pdf' as 'text'),
      render(report, 'text', { colour: true } as object),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('stops when its signal aborts', async () => {
    const signal = AbortSignal.abort();
    await expect(scan({ paths: [folder], signal })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(scanContent(text, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('works as built', () => {
    const script = `import { scanContent } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
      const report = await scanContent(process.env.TEXT, { name: 'a.env' });
      console.log(report.findings.length);`;
    const args = ['--input-type=module', '-e', script];
    expect(execFileSync(process.execPath, args, { env: { TEXT: text }, encoding: 'utf8' })).toBe('1\n');
  });
});
