import type { Render } from './reporter.ts';

export const FORMATS = ['text', 'json', 'jsonl', 'sarif', 'markdown', 'html', 'csv'] as const;

export type Format = (typeof FORMATS)[number];

const LOADERS: Record<Format, () => Promise<{ render: Render }>> = {
  text: () => import('./text.ts'),
  json: () => import('./json.ts'),
  jsonl: () => import('./jsonl.ts'),
  sarif: () => import('./sarif.ts'),
  markdown: () => import('./markdown.ts'),
  html: () => import('./html.ts'),
  csv: () => import('./csv.ts'),
};

export function isFormat(name: string): name is Format {
  return (FORMATS as readonly string[]).includes(name);
}

/** Loads one format, so that a run pays only for the formats it writes. */
export async function loadReporter(format: Format): Promise<Render> {
  const { render } = await LOADERS[format]();
  return render;
}
