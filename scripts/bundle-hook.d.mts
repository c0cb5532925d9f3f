import type { Metafile } from 'esbuild';

export function bundleHook(options: object): Promise<{ metafile: Metafile; lazy: string[] }>;
