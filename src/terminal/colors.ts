import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'underline' | 'red' | 'yellow' | 'green' | 'cyan' | 'magenta';

/** Wraps text in a style, or hands it back as it is. */
export type Paint = (style: Style | Style[], text: string) => string;

/** The types of Node 20 lack the third argument, with which Node 22 and later leave the environment alone. */
const style: (format: Style | Style[], text: string, options: { validateStream: boolean }) => string =
  styleText;

/** Colours only if the caller says so: whether output is a terminal and what NO_COLOR means is decided there. */
export function createPaint(color: boolean): Paint {
  if (!color) return (_style, text) => text;
  return (format, text) => style(format, text, { validateStream: false });
}
