/** The array whose elements stand as JSON in the lines of a text. Each is parsed when it is first asked for. */
export function parseLate<T>(lines: string): T[] {
  const array: T[] = [];
  for (const [index, line] of lines.split('\n').entries()) {
    const get = (): T => {
      const value = JSON.parse(line) as T;
      Object.defineProperty(array, index, { value, enumerable: true, configurable: true });
      return value;
    };
    Object.defineProperty(array, index, { get, enumerable: true, configurable: true });
  }
  return array;
}
