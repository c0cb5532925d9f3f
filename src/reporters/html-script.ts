/**
 * The whole script of the HTML report: filters and sorts what the page already shows. It reads data attributes and
 * text, writes no HTML, and the page's policy allows exactly this text. Without it everything is still there.
 */
export const SCRIPT = `
'use strict';
const table = document.querySelector('#findings');
const rows = table ? [...table.tBodies] : [];
const search = document.querySelector('#search');
const severity = document.querySelector('#severity');
const issuer = document.querySelector('#issuer');
const shown = document.querySelector('#shown');

function filter() {
  const wanted = search.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    const fits =
      Number(row.dataset.severity) >= Number(severity.value) &&
      (issuer.value === '' || row.dataset.issuer === issuer.value) &&
      row.textContent.toLowerCase().includes(wanted);
    row.hidden = !fits;
    if (fits) count += 1;
  }
  shown.value = count + ' of ' + rows.length + ' shown';
}

function sortBy(heading) {
  const direction = heading.getAttribute('aria-sort') === 'descending' ? 'ascending' : 'descending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', direction);
  const key = heading.dataset.key;
  const sign = direction === 'descending' ? -1 : 1;
  rows.sort((a, b) => sign * compare(a.dataset[key], b.dataset[key]));
  table.append(...rows);
}

function compare(a, b) {
  return Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
}

if (table) {
  document.querySelector('.tools').hidden = false;
  for (const control of [search, severity, issuer]) control.addEventListener('input', filter);
  for (const heading of table.tHead.rows[0].cells) {
    heading.querySelector('button')?.addEventListener('click', () => sortBy(heading));
  }
  filter();
}
`;
