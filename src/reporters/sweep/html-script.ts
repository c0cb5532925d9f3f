/**
 * The whole script of the HTML report on a sweep: filters and sorts what the page already shows. It reads data
 * attributes and text, writes no HTML, and the page's policy allows exactly this text. Without it everything is
 * still there.
 */
export const SWEEP_SCRIPT = `
'use strict';
for (const sheet of document.querySelectorAll('section.sortable')) {
  const table = sheet.querySelector('table');
  const rows = [...table.tBodies];
  const search = sheet.querySelector('input');
  const choices = [...sheet.querySelectorAll('select')];
  const shown = sheet.querySelector('output');

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const fits =
        choices.every((choice) => isChosen(row, choice)) && row.textContent.toLowerCase().includes(wanted);
      row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.value = count + ' of ' + rows.length + ' shown';
  };

  const sortBy = (heading) => {
    const direction = heading.getAttribute('aria-sort') === 'descending' ? 'ascending' : 'descending';
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    heading.setAttribute('aria-sort', direction);
    const key = heading.dataset.key;
    const sign = direction === 'descending' ? -1 : 1;
    rows.sort((a, b) => sign * compare(a.dataset[key], b.dataset[key]));
    table.append(...rows);
  };

  sheet.querySelector('.tools').hidden = false;
  for (const control of [search, ...choices]) control.addEventListener('input', filter);
  for (const heading of table.tHead.rows[0].cells) {
    heading.querySelector('button').addEventListener('click', () => sortBy(heading));
  }
  filter();
}

function isChosen(row, choice) {
  if (choice.value === '') return true;
  if (choice.dataset.least !== undefined) return Number(row.dataset[choice.name]) >= Number(choice.value);
  return (' ' + row.dataset[choice.name] + ' ').includes(' ' + choice.value + ' ');
}

function compare(a, b) {
  return Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
}
`;
