import { ExitCode } from '../exit-codes.ts';
import { describeError } from '../terminal/error-words.ts';
import { withoutCommands } from './commands.ts';
import { runAction } from './run.ts';

/** What the runner starts. Sets the exit code and lets the process end by itself, so that no output is lost. */
process.exitCode = ExitCode.usage;
let hasFailed = false;
process.on('uncaughtException', (error) => {
  process.stdout.write(withoutCommands(describeError(error)));
  hasFailed = true;
  process.exitCode = ExitCode.usage;
});

const { env, stdout } = process;
const exitCode = await runAction({ env: { ...env }, write: (text) => void stdout.write(text) });
process.exitCode = hasFailed ? ExitCode.usage : exitCode;
