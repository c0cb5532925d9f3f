/**
 * The engine has no clock, so times inside values are held against a fixed horizon, far enough away that no
 * issuer reaches it while this version is in use.
 */
export const HORIZON = Date.UTC(2036, 0, 1) / 1000;

/** True when Unix seconds lie between the start of a year and the horizon. */
export function isPlausibleTime(seconds: number, firstYear: number): boolean {
  return seconds >= Date.UTC(firstYear, 0, 1) / 1000 && seconds < HORIZON;
}
