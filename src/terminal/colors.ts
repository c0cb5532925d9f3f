import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'underline' | 'red' | 'yellow' | 'green' | 'cyan' | 'magenta';

/** Wraps text in a style, or hands it back as it is. */
export type Paint = (style: Style | Style[], text: string) => string;

/**
 * Colours only if the caller says so: whether output is a terminal and what NO_COLOR means is decided there.
 * (`validateStream: false` keeps Node 22 and later from looking at the environment themselves.)
 */
export function createPaint(color: boolean): Paint {
  if (!color) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}
