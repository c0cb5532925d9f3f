import { inspect } from 'node:util';

/**
 * A credential's plain value, which no printing, logging, cloning or serialising can reach by accident.
 * `expose()` is the only way out, and a test lists the files that may call it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  expose(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/** Tells of a value whether it is one of these. */
export function oneOf(secrets: Iterable<Secret>): (secret: Secret) => boolean {
  const values = new Set(Array.from(secrets, (secret) => secret.expose()));
  return (secret) => values.has(secret.expose());
}
