import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtinCatalog, extendCatalog, loadIssuers } from '../../src/rules/catalog.ts';
import { loadUserRules, readRuleFiles } from '../../src/rules/load.ts';
import { factsOf, joinIssuer, matchingOf } from '../../src/rules/split.ts';
import { acme } from './acme.ts';
import { SOUND, withLine } from './documents.ts';
import { known, ruleTexts } from './known.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keysweep-rules-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

describe("a user's rules", () => {
  it('load from a file', async () => {
    const file = await write('acme.yaml', SOUND);
    expect(await loadUserRules({ paths: [file], known })).toEqual([acme()]);
  });

  it('load from a folder, which may hold other files', async () => {
    const file = await write('acme.yaml', SOUND);
    await write('README.md', '# Rules');
    expect((await readRuleFiles({ paths: [folder], known })).files).toEqual([file]);
  });

  it('are refused with every problem of every file', async () => {
    const one = await write('acme.yml', withLine(3, 'category: shop'));
    const two = await write('zeta.yaml', 'id: zeta\nname: [');
    const failure = loadUserRules({ paths: [one, two], known });
    await expect(failure).rejects.toMatchObject({
      code: 'RULE',
      hint: expect.stringContaining('rules check'),
    });
    await expect(failure).rejects.toThrow(`${one}:3:11: category: expected one of`);
    await expect(failure).rejects.toThrow(`${two}:2:`);
    await rm(one);
    await rm(two);
  });

  it('are refused when two files have one id', async () => {
    const file = await write('acme.yaml', SOUND);
    const { problems } = await readRuleFiles({ paths: [file, file], known });
    expect(problems).toMatchObject([{ file, path: 'id' }]);
  });

  it('are refused when keysweep ships a rule with their id', async () => {
    const file = await write('acme.yaml', SOUND);
    const failure = loadUserRules({ paths: [file], known, taken: new Set(['acme']) });
    await expect(failure).rejects.toThrow(`${file}:1:1: id: acme: keysweep ships a rule with this id`);
    await expect(failure).rejects.toThrow('choose another id');
  });

  it.each(['nowhere.yaml', 'empty'])('are missed at %s', async (name) => {
    const path = name === 'empty' ? await mkdtemp(join(folder, 'empty-')) : join(folder, name);
    await expect(loadUserRules({ paths: [path], known })).rejects.toMatchObject({ code: 'RULE' });
  });
});

describe('the catalog', () => {
  it('holds every rule file, split and joined without loss', async () => {
    const issuers = await loadIssuers(builtinCatalog());
    expect(issuers.map(({ id }) => `rules/${id}.yaml`).sort()).toEqual(ruleTexts().map(({ file }) => file));
    expect(joinIssuer(matchingOf(acme()), factsOf(acme()))).toEqual(acme());
  });

  it("takes a user's rules in, in the place of those with the same id, and changes its version", async () => {
    const base = builtinCatalog();
    const own = extendCatalog(base, [acme(), acme({ id: 'binance', name: 'Mine' })]);
    expect(own.rules.length).toBe(base.rules.length + 1);
    expect(own.rules.map(({ id }) => id)).toEqual(own.rules.map(({ id }) => id).sort());
    const mine = (await loadIssuers(own)).find(({ id }) => id === 'binance');
    expect(mine).toMatchObject({ name: 'Mine', remediation: { steps: ['Delete it'] } });
    expect(own.version).not.toBe(base.version);
    expect(extendCatalog(base, [])).toBe(base);
  });

  it('keeps what only people read out of what every start loads', () => {
    expect(Object.keys(matchingOf(acme()))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:remediation|validation|examples|notes)$/)]),
    );
  });
});
