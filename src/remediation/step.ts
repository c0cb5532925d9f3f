/** One thing to do. Text, Markdown and HTML render it each in its own way. */
export interface RunbookStep {
  text: string;
  /** A page of the issuer that the step is about. */
  link?: string;
  /** A command line to type, with upper-case placeholders. */
  command?: string;
}

/** Steps that belong together; the order of sections is the order to work in. */
export interface RunbookSection {
  title: string;
  steps: RunbookStep[];
}

/** A step with a link where the facts have one. */
export function linked(text: string, link: string | null): RunbookStep {
  return link === null ? { text } : { text, link };
}

/** Steps that are words only. */
export function worded(texts: string[]): RunbookStep[] {
  return texts.map((text) => ({ text }));
}

/** A fact as a sentence inside one of ours: without its own full stop. */
export function withoutStop(fact: string): string {
  return fact.trim().replace(/\.$/, '');
}
