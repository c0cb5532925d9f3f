/**
 * `node bench/action/run.mjs [--node FILE]... [--runs N] [--files N]`: how long the Action takes for a pull request, from
 * the start of the program to its end, beside `node -e 0`. Needs `npm run build`.
 */
import { launch } from '../launch.mjs';

await launch('action/main.ts');
