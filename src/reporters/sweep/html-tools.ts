import { htmlText } from '../html-escape.ts';

/** The value that a row's data attribute has, and what people read. */
export type Option = readonly [value: string, words: string];

/** A field for text and choices, hidden where no script runs. */
export function tools(placeholder: string, choices: string): string {
  return `<div class="tools" hidden>
<input type="search" placeholder="${htmlText(placeholder)}" aria-label="Filter by text" autocomplete="off">
${choices}
<output></output>
</div>`;
}

/** A choice among the values of one data attribute; with `isLeast` the row's number must be at least the chosen one. */
export function select(choice: {
  name: string;
  all: string;
  options: readonly Option[];
  isLeast?: boolean;
}): string {
  const { name, all, options, isLeast } = choice;
  const items = options.map(
    ([value, words]) => `<option value="${htmlText(value)}">${htmlText(words)}</option>`,
  );
  const least = isLeast ? ' data-least' : '';
  return `<select name="${name}" aria-label="${all}"${least}><option value="">${all}</option>${items.join('')}</select>`;
}

/** The heading of a column that can be sorted. */
export function heading(key: string, title: string, sortedBy: string): string {
  const sorted = key === sortedBy ? ' aria-sort="descending"' : '';
  return `<th scope="col" class="${key}" data-key="${key}"${sorted}><button type="button">${title}</button></th>`;
}
