import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** Every committed file by its path from the root. */
export function committedFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return output.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The pages written for people; the templates of the demo are none. */
export function pages(): string[] {
  return committedFiles().filter((file) => file.endsWith('.md') && !file.startsWith('fixtures/'));
}

/** The text of a page's code blocks in one language. */
export function codeBlocks(page: string, language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...page.matchAll(pattern)].map(([, code = '']) => code);
}

/** Whatever a page shows as code, one line each: blocks of shell and spans in the text. */
export function codeLines(page: string): string[] {
  const blocks = codeBlocks(page, 'sh').flatMap((block) => block.split('\n'));
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks, ...spans].map((line) => line.replace(/\s#.*$/, '').trim()).filter((line) => line !== '');
}
