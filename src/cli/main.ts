import { runProgram } from './program.ts';

runProgram({ isKept: false });
