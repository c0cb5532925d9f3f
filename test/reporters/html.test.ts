import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import { render } from '../../src/reporters/html.ts';
import { cleanReport, context, fullReport } from './fixture.ts';
import { HOSTILE_NAMES, hostileReport } from './hostile.ts';

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

describe('html in a browser', () => {
  it.each([
    ['full', fullReport()],
    ['clean', cleanReport()],
    ['hostile', hostileReport()],
  ])('loads nothing and breaks no rule of its own policy: %s', async (_name, report) => {
    const { requests, problems } = await open(report);
    expect(requests.map((url) => new URL(url).protocol)).toEqual(['file:']);
    expect(problems).toEqual([]);
  });

  it('applies its style, in light and in dark', async () => {
    const { page } = await open(fullReport());
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(246, 247, 249)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe('rgb(18, 21, 27)');
  });

  it('shows hostile names as text and nothing else', async () => {
    const { page } = await open(hostileReport());
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('style').count()).toBe(1);
    expect(await page.locator('img, iframe, object, b:not(.tile b), h1 + h1, base, form').count()).toBe(0);
    expect(await page.evaluate(ON_ATTRIBUTES)).toEqual([]);
    expect(await page.evaluate(FOREIGN_LINKS)).toEqual([]);
    const first = await page.locator('#findings tbody td:nth-child(4) code').allTextContents();
    expect(first).toHaveLength(HOSTILE_NAMES.length);
    expect(first).toContain('<script>window.pwned=1</script>:12:18');
    expect(first).toContain('\\u{202e}gnp.exe:12:18');
    expect(first.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('sorts by any column, both ways', async () => {
    const { page } = await open(fullReport());
    const column = (number: number) =>
      page.locator(`#findings tbody tr:first-child td:nth-child(${number})`).allTextContents();
    await page.getByRole('button', { name: 'Issuer' }).click();
    await page.getByRole('button', { name: 'Issuer' }).click();
    expect(await column(2)).toEqual([
      'Unknown issuer',
      'Nordex',
      'Nordex',
      'Oldex',
      'Tern wallet private key',
    ]);
    await page.getByRole('button', { name: 'Days exposed' }).click();
    expect((await column(5))[0]).toBe('412');
    await page.getByRole('button', { name: 'Severity' }).click();
    await page.getByRole('button', { name: 'Severity' }).click();
    expect((await column(1))[0]).toContain('low');
    expect(await page.locator('th.severity').getAttribute('aria-sort')).toBe('ascending');
  });

  it('filters by text, severity and issuer together', async () => {
    const { page } = await open(fullReport());
    const visible = () => page.locator('#findings tbody:visible').count();
    expect(await visible()).toBe(5);
    await page.locator('#search').fill('ADA LOVELACE');
    expect(await visible()).toBe(1);
    await page.locator('#search').fill('');
    await page.locator('#severity').selectOption('critical');
    expect(await visible()).toBe(2);
    await page.locator('#issuer').selectOption('Nordex');
    expect(await visible()).toBe(1);
    expect(await page.locator('#shown').textContent()).toBe('1 of 5 shown');
  });

  it('leads from each finding to its advice', async () => {
    const { page } = await open(fullReport());
    const links = page.locator('td.issuer a');
    expect(await links.count()).toBe(4);
    for (const link of await links.all()) {
      expect(await page.locator((await link.getAttribute('href')) ?? '').count()).toBe(1);
    }
    expect(await page.locator('.card a').first().getAttribute('href')).toBe(
      'https://nordex.example/account/api',
    );
  });
});

/** Expressions for the page: this project is compiled without the types of a browser. */
const ON_ATTRIBUTES = `[...document.querySelectorAll('*')].flatMap((element) =>
  [...element.attributes].map(({ name }) => name).filter((name) => name.startsWith('on')))`;
const FOREIGN_LINKS = `[...document.links].map((link) => link.href)
  .filter((href) => !href.startsWith('https://nordex.example/') && !href.startsWith('file:'))`;

async function open(report: Report): Promise<{ page: Page; requests: string[]; problems: string[] }> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`);
  await writeFile(file, render(report, context()));
  const page = await browser.newPage({ colorScheme: 'light' });
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(pathToFileURL(file).href, { waitUntil: 'networkidle' });
  return { page, requests, problems };
}
