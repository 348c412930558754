/** The queues, and how much is in them. */
import { submitSampleJob } from './api.js';
import { cell, element } from './dom.js';
import { count } from './format.js';
import { run } from './said.js';

const table = document.querySelector('#queues table');
const body = document.getElementById('rows');
const none = document.getElementById('no-queues');
const send = document.getElementById('send');
const rows = new Map();

/** @param changed is called when something has been done that changes what there is to see */
export function start(changed) {
  send.addEventListener('click', () => run(send, submitSampleJob, changed));
}

/** @param queues null when the SQS does not answer */
export function show({ queues }) {
  const shown = queues ?? [];
  table.hidden = shown.length === 0;
  none.hidden = shown.length > 0;
  none.textContent = queues === null
    ? 'The local SQS does not answer, so nobody knows what is in the queues.'
    : 'There are no queues yet: a service creates its queues when it starts in dev mode.';
  const names = new Set(shown.map((queue) => queue.name));
  for (const [name, row] of rows) {
    if (!names.has(name)) {
      row.remove();
      rows.delete(name);
    }
  }
  for (const queue of shown) {
    if (!rows.has(queue.name)) {
      rows.set(queue.name, newRow(queue));
    }
    fill(rows.get(queue.name), queue);
  }
}

function newRow({ name }) {
  const row = cell('tr', 'row');
  const head = cell('th', 'rowheader');
  head.scope = 'row';
  head.textContent = name;
  row.append(head);
  for (const label of ['Waiting', 'In flight', 'To be retried', 'Delayed', 'Dead letters']) {
    const number = cell('td', 'cell');
    number.className = 'number';
    number.dataset.label = label;
    row.append(number);
  }
  body.append(row);
  return row;
}

function fill(row, { name, visible, inFlight, retrying, delayed, deadLetters }) {
  const [waiting, held, again, later, dead] = row.querySelectorAll('td');
  waiting.textContent = count(visible);
  held.textContent = count(inFlight);
  again.textContent = count(retrying);
  later.textContent = count(delayed);
  if (deadLetters === null) {
    dead.textContent = 'none kept';
  } else if (deadLetters.count === 0) {
    dead.textContent = '0';
  } else {
    const link = dead.querySelector('a')
      ?? element('a', { className: 'alarming', href: `#failures-${name}`, title: `in ${deadLetters.name}` });
    link.textContent = count(deadLetters.count);
    if (link.parentNode !== dead) {
      dead.replaceChildren(link);
    }
  }
}
