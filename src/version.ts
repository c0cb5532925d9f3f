/** The version of this package, as `--version` and every report tell it; a test compares it with package.json. */
export const VERSION = '0.1.0';
