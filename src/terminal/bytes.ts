const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** A size for people, in powers of 1,000: `31 KB`, `2.1 GB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (bytes === 1) return '1 byte';
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
