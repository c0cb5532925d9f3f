/**
 * Why a repository could not be dealt with, in words for the report; holds nothing that a server or a
 * repository said.
 */
export class Failure extends Error {
  /** False where another try would end in the same way. */
  readonly again: boolean;
  /** True where the server wants fewer requests: nobody should ask it anything for a while. */
  readonly isLimited: boolean;

  constructor(message: string, options: { again: boolean; isLimited?: boolean }) {
    super(message);
    this.name = 'Failure';
    this.again = options.again;
    this.isLimited = options.isLimited ?? false;
  }
}
