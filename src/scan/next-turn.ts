/** Lets what has happened meanwhile be heard. `node:timers/promises` has the same, and is a module to load. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
