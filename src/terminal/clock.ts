/**
 * Milliseconds on a clock that never jumps. `performance.now()` tells the same, but Node 20 loads a dozen modules when
 * it is first asked.
 */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
