import { createHash } from 'node:crypto';

/** The parts of a page; all but the title are HTML, CSS and JavaScript of our own or escaped already. */
export interface HtmlPage {
  title: string;
  style: string;
  script: string;
  /** What stands in `main`. */
  body: string;
}

/**
 * A self-contained page: its policy (Content Security Policy Level 3, W3C, read 2026-11) loads nothing and lets no style
 * and no script but these run, whatever else should get into it.
 */
export function htmlPage({ title, style, script, body }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
<script>${script}</script>
</body>
</html>
`;
}

function policy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const sources = [`style-src ${hash(style)}`, `script-src ${hash(script)}`];
  return ["default-src 'none'", ...sources, "base-uri 'none'", "form-action 'none'"].join('; ');
}

/** The end of a page: notes, each HTML already, and what the file does not hold. */
export function htmlFooter(notes: readonly string[]): string {
  const list = notes.length === 0 ? '' : `<ul>${notes.map((note) => `<li>${note}</li>`).join('')}</ul>`;
  return `<footer>${list}<p>No part of a secret is in this file; of keys at most the first and last four characters.</p></footer>`;
}
