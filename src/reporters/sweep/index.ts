import type { RenderSweep } from './model.ts';

export const SWEEP_FORMATS = ['text', 'json', 'markdown', 'html', 'csv'] as const;

export type SweepFormat = (typeof SWEEP_FORMATS)[number];

const LOADERS: Record<SweepFormat, () => Promise<{ render: RenderSweep }>> = {
  text: () => import('./text.ts'),
  json: () => import('./json.ts'),
  markdown: () => import('./markdown.ts'),
  html: () => import('./html.ts'),
  csv: () => import('./csv.ts'),
};

export function isSweepFormat(name: string): name is SweepFormat {
  return (SWEEP_FORMATS as readonly string[]).includes(name);
}

/** Loads one format, so that a run pays only for the formats it writes. */
export async function loadSweepReporter(format: SweepFormat): Promise<RenderSweep> {
  const { render } = await LOADERS[format]();
  return render;
}
