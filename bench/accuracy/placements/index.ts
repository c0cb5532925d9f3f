import type { Placement } from '../leak.ts';
import { adjacent } from './adjacent.ts';
import { adjacentCode } from './adjacent-code.ts';
import { apart } from './apart.ts';
import { bots } from './bots.ts';
import { bytes } from './bytes.ts';
import { commandLines } from './command-lines.ts';
import { compiledIdioms } from './compiled-idioms.ts';
import { documents } from './documents.ts';
import { encodings } from './encodings.ts';
import { environment } from './environment.ts';
import { exported } from './exported.ts';
import { goAndRust } from './go-rust.ts';
import { infrastructure } from './infrastructure.ts';
import { javascript } from './javascript.ts';
import { joinedPieces } from './joined-pieces.ts';
import { jvm } from './jvm.ts';
import { keyFiles } from './key-files.ts';
import { logsAndNotes } from './logs-and-notes.ts';
import { native } from './native.ts';
import { notebooks } from './notebooks.ts';
import { otherLanguages } from './other-languages.ts';
import { passed } from './passed.ts';
import { pieces } from './pieces.ts';
import { prose } from './prose.ts';
import { python } from './python.ts';
import { requests } from './requests.ts';
import { scriptIdioms } from './script-idioms.ts';
import { scripts } from './scripts.ts';
import { several } from './several.ts';
import { shell } from './shell.ts';
import { sideBySide } from './side-by-side.ts';
import { solana } from './solana.ts';
import { tablesAndMarkup } from './tables-and-markup.ts';
import { typescript } from './typescript.ts';
import { wallets } from './wallets.ts';
import { web } from './web.ts';
import { yaml } from './yaml.ts';

/** Every way of writing a credential down that this benchmark knows. */
export const PLACEMENTS: readonly Placement[] = [
  ...python,
  ...javascript,
  ...typescript,
  ...goAndRust,
  ...jvm,
  ...native,
  ...web,
  ...scripts,
  ...shell,
  ...environment,
  ...yaml,
  ...documents,
  ...infrastructure,
  ...requests,
  ...prose,
  ...keyFiles,
  ...solana,
  ...notebooks,
  ...bots,
  ...several,
  ...passed,
  ...encodings,
  ...scriptIdioms,
  ...compiledIdioms,
  ...otherLanguages,
  ...commandLines,
  ...tablesAndMarkup,
  ...logsAndNotes,
  ...pieces,
  ...bytes,
  ...wallets,
  ...adjacent,
  ...adjacentCode,
  ...sideBySide,
  ...apart,
  ...joinedPieces,
  ...exported,
];
