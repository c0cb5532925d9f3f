/** Makes one value that a check accepts, from a seeded source of numbers `0 <= r < 1`. Never a real credential. */
export type Sampler = (random: () => number, parameter?: string) => string;

/** Makes two values that belong together. */
export type PairSampler = (random: () => number) => [string, string];

/** Samplers for the checks whose values no regular expression can make, by check name. */
export const SAMPLERS: ReadonlyMap<string, Sampler> = new Map<string, Sampler>();

/** Samplers for the pair checks, by check name. */
export const PAIR_SAMPLERS: ReadonlyMap<string, PairSampler> = new Map<string, PairSampler>();
