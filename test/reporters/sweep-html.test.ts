import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { render } from '../../src/reporters/sweep/html.ts';
import type { SweepReport } from '../../src/reporters/sweep/model.ts';
import { context } from './fixture.ts';
import { cleanSweep, fullSweep, hostileSweep } from './sweep-fixture.ts';

const CHROMIUM = '/usr/bin/chromium';

let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`${CHROMIUM} is missing: install the Debian package chromium to test the HTML report.`);
  }
  folder = await mkdtemp(join(tmpdir(), 'keysweep-html-'));
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  browser = await chromium.launch({ executablePath: CHROMIUM, args });
});

afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

it.each([
  ['full', fullSweep()],
  ['clean', cleanSweep()],
  ['hostile', hostileSweep()],
])('loads nothing and breaks no rule of its own policy: %s', async (_name, sweep) => {
  const { requests, problems } = await open(sweep);
  expect(requests.map((url) => new URL(url).protocol)).toEqual(['file:']);
  expect(problems).toEqual([]);
});

it('shows hostile names as text and nothing else', async () => {
  const { page } = await open(hostileSweep());
  expect(await page.evaluate('window.pwned')).toBeUndefined();
  for (const [tag, count] of Object.entries({
    script: 1,
    style: 1,
    img: 0,
    iframe: 0,
    base: 0,
    form: 0,
    h1: 1,
  })) {
    expect([tag, await page.locator(tag).count()]).toEqual([tag, count]);
  }
  expect(await page.evaluate(ON_ATTRIBUTES)).toEqual([]);
  const names = await page.locator('#repositories tbody td:first-child').allTextContents();
  expect(names.map((name) => name.trim())).toContain('<script>window.pwned=1</script>');
});

it('filters findings by text, severity, issuer, repository, age and novelty, alone and together', async () => {
  const { page } = await open(fullSweep());
  const visible = () => page.locator('#findings tbody:visible').count();
  const choose = (name: string, value: string) =>
    page.locator(`#findings select[name=${name}]`).selectOption(value);
  expect(await visible()).toBe(5);
  for (const [name, value, count] of [
    ['severity', '3', 2],
    ['issuer', 'oldex', 1],
    ['in', 'acme/bot-1', 2],
    ['in', 'acme/shared', 1],
    ['days', '365', 1],
    ['new', 'yes', 1],
  ] as const) {
    await choose(name, value);
    expect([name, value, await visible()]).toEqual([name, value, count]);
    await choose(name, '');
  }
  await choose('severity', '3');
  await page.locator('#findings input').fill('ADA LOVELACE');
  expect(await visible()).toBe(1);
  expect(await page.locator('#findings output').textContent()).toBe('1 of 5 shown');
});

it('sorts findings and repositories by any column, both ways, each table for itself', async () => {
  const { page } = await open(fullSweep());
  const column = (section: string, number: number) =>
    page.locator(`#${section} tbody tr:first-child td:nth-child(${number})`).allTextContents();
  await page.locator('#repositories').getByRole('button', { name: 'Repository' }).click();
  expect((await column('repositories', 1))[0]).toContain('acme/shared');
  await page.locator('#repositories').getByRole('button', { name: 'Repository' }).click();
  expect((await column('repositories', 1))[0]).toContain('acme/bot-0');
  await page.locator('#repositories').getByRole('button', { name: 'Findings' }).click();
  expect((await column('repositories', 3))[0]).toBe('5');
  await page.locator('#findings').getByRole('button', { name: 'Days out' }).click();
  expect((await column('findings', 7))[0]).toBe('412');
  await page.locator('#findings').getByRole('button', { name: 'Severity' }).click();
  await page.locator('#findings').getByRole('button', { name: 'Severity' }).click();
  expect((await column('findings', 1))[0]).toContain('low');
});

it('shows first which repositories could not be scanned, and why', async () => {
  const { page } = await open(fullSweep());
  const first = page.locator('#repositories tbody').first();
  expect(await first.textContent()).toContain('could not be scanned: it has 31 GB, more than 10 GB');
  await page.locator('#repositories select').selectOption('failed');
  expect(await page.locator('#repositories tbody:visible').count()).toBe(1);
  expect(await page.locator('.banner').textContent()).toContain('acme/huge');
});

/** An expression for the page: this project is compiled without the types of a browser. */
const ON_ATTRIBUTES = `[...document.querySelectorAll('*')].flatMap((element) =>
  [...element.attributes].map(({ name }) => name).filter((name) => name.startsWith('on')))`;

async function open(sweep: SweepReport): Promise<{ page: Page; requests: string[]; problems: string[] }> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  await writeFile(file, render(sweep, context()));
  const page = await browser.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(pathToFileURL(file).href, { waitUntil: 'networkidle' });
  return { page, requests, problems };
}
