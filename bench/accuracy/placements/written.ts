import type { Leak, Placement } from '../leak.ts';
import { fields, type Style } from '../names.ts';
import { code, file } from './define.ts';

/** One line for each part. */
export function pairs(leak: Leak, style: Style, line: (name: string, value: string) => string): string[] {
  return fields(leak, style).map((field) => line(field.name, field.value));
}

/** A file of lines. */
export function rows(
  id: string,
  files: readonly string[],
  lines: (leak: Leak) => string[],
  fits?: (leak: Leak) => boolean,
): Placement {
  return file(id, files, (leak) => `${lines(leak).join('\n')}\n`, fits ? { fits } : {});
}

/** Lines of a language, one or more for each part. */
export function each(
  id: string,
  of: Parameters<typeof code>[1],
  style: Style,
  line: (name: string, value: string) => string,
  fits?: (leak: Leak) => boolean,
): Placement {
  return code(id, of, (leak) => pairs(leak, style, line), fits ? { fits } : {});
}
