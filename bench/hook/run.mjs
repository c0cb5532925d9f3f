/**
 * `node bench/hook/run.mjs [--node FILE]... [--runs N] [--files N]`: what the hook adds to `git commit`, on every
 * Node that is named (by default the one that runs this), beside other scanners on PATH.
 */
import { launch } from '../launch.mjs';

await launch('hook/main.ts');
