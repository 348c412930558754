/** What became of the jobs in the time that is shown. */
import { cell } from './dom.js';
import { count } from './format.js';

const LABELS = { accepted: 'Accepted', done: 'Done', retried: 'Retried', failed: 'Failed' };

const table = document.querySelector('#totals table');
const body = document.getElementById('totals-rows');
const none = document.getElementById('no-totals');

export function show({ totals }, range) {
  document.getElementById('totals-range').textContent = range;
  table.hidden = totals.length === 0;
  none.hidden = totals.length > 0;
  const rows = totals.length > 1 ? [...totals, { type: 'all', ...sums(totals) }] : totals;
  body.replaceChildren(...rows.map(row));
}

function row(total) {
  const made = cell('tr', 'row');
  const head = cell('th', 'rowheader');
  head.scope = 'row';
  head.textContent = total.type;
  made.append(head);
  for (const [key, label] of Object.entries(LABELS)) {
    const number = cell('td', 'cell');
    number.className = key === 'failed' && total.failed > 0 ? 'number alarming' : 'number';
    number.dataset.label = label;
    number.textContent = count(total[key]);
    made.append(number);
  }
  return made;
}

function sums(totals) {
  return Object.fromEntries(
    Object.keys(LABELS).map((key) => [key, totals.reduce((sum, total) => sum + total[key], 0)]));
}
