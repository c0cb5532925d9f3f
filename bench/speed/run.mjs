/**
 * `node bench/speed/run.mjs [FOLDER] [--runs N]`: how long a scan of a folder takes beside ripgrep and other scanners
 * on PATH, how much memory it needs, and what a scan of a small repository adds to `node -e 0`.
 */
import { launch } from '../launch.mjs';

await launch('speed/main.ts');
