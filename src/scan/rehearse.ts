import { Buffer } from 'node:buffer';
import { createEngine } from '../engine/create.ts';
import { builtinCatalog } from '../rules/catalog.ts';

/** Scans a text for nothing, so that V8 compiles what scans need before its work is kept (`cli/kept-code.ts`). */
export function rehearse(text: string): void {
  createEngine(builtinCatalog().rules).scan({ bytes: Buffer.from(text), path: 'exchanges/config.py' });
}
