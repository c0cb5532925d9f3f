/**
 * Offline checks: what a value's own structure proves. `fail` means the issuer could not have made this value,
 * `pass` that nothing speaks against it, `proof` that a checksum or key relation holds which chance cannot meet.
 */
export type CheckResult = 'fail' | 'pass' | 'proof';

/** Checks one value. `parameter` is what follows the colon in the rule (`base64:64` gives `64`). */
export type Check = (value: string, parameter: string | undefined) => CheckResult;

/** Checks whether two values belong together. */
export type PairCheckFunction = (first: string, second: string) => CheckResult;
