/** `node bench/history/run.mjs [--repo DIR] [--runs N]`: reading a whole history against `git cat-file`. */
import { launch } from '../launch.mjs';

await launch('history/main.ts');
