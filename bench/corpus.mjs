import { launch } from './launch.mjs';

await launch('corpus.ts');
