import { launch } from './launch.mjs';

await launch('accuracy/run.ts');
