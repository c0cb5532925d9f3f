import { KeysweepError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { describeError } from '../terminal/error-words.ts';
import type { Console } from './command.ts';
import { COMMANDS } from './commands.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseOptions, suggestion } from './options.ts';

/** Runs one command line and gives the exit code; whatever goes wrong is told on standard error. */
export async function runCommandLine(args: string[], console: Console): Promise<ExitCode> {
  try {
    return await dispatch(args, console);
  } catch (error) {
    console.stderr.write(describeError(error));
    return ExitCode.usage;
  }
}

async function dispatch([name, ...args]: string[], console: Console): Promise<ExitCode> {
  if (name === undefined) {
    console.stderr.write(programHelp(COMMANDS));
    return ExitCode.usage;
  }
  const entry = COMMANDS.get(name);
  if (entry === undefined) return runWithoutCommand([name, ...args], console);
  const { command } = await entry.load();
  const { values, positionals } = parseOptions(args, command.options);
  if (values.help) return print(console, commandHelp(command));
  if (values.version) return print(console, await versionLine());
  return command.run({ values, positionals, console });
}

async function runWithoutCommand(args: string[], console: Console): Promise<ExitCode> {
  const [first = ''] = args;
  const wanted = first === 'help' ? args[1] : first;
  if (first === 'help' && wanted !== undefined && COMMANDS.has(wanted)) {
    return dispatch([wanted, '--help'], console);
  }
  if (wanted !== undefined && !wanted.startsWith('-')) {
    const hint = `${suggestion(wanted, [...COMMANDS.keys()])}To scan a path: keysweep scan PATH`;
    throw new KeysweepError('USAGE', `there is no command "${wanted}"`, { hint });
  }
  const { values } = parseOptions(first === 'help' ? ['--help'] : args, {});
  return print(console, values.version ? await versionLine() : programHelp(COMMANDS));
}

function print(console: Console, text: string): ExitCode {
  console.stdout.write(text);
  return ExitCode.clean;
}

async function versionLine(): Promise<string> {
  const [{ VERSION }, { builtinCatalog }] = await Promise.all([
    import('../version.ts'),
    import('../rules/catalog.ts'),
  ]);
  return `keysweep ${VERSION} (rules ${builtinCatalog().version})\n`;
}
