import { escapeLogText, visible } from '../terminal/escape.ts';
import { type Phrase, renderPhrase } from './phrase.ts';

/** A phrase as a SARIF message string, in which brackets make links and braces stand for arguments (section 3.11). */
export function sarifText(phrase: Phrase): string {
  return renderPhrase(phrase, { words: escapeLogText, untrusted: inert });
}

/** A path relative to the scanned root as a URI reference: `/` between percent-encoded segments. */
export function toUri(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** An artifact below the scanned root. */
export function artifact(path: string) {
  return { uri: toUri(path), uriBaseId: '%SRCROOT%' };
}

function inert(text: string): string {
  return escapeLogText(text).replace(/[[\]{}]/g, visible);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
}
