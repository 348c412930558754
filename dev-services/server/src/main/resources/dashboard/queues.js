/** The queues, and what can be done with them here. */
import { redrive, submitSampleJob } from './api.js';
import { count } from './format.js';

const table = document.querySelector('#queues table');
const body = document.getElementById('rows');
const none = document.getElementById('no-queues');
const said = document.getElementById('said');
const send = document.getElementById('send');
const rows = new Map();

/** @param changed is called when something has been done that changes what there is to see */
export function start(changed) {
  send.addEventListener('click', () => run(send, submitSampleJob, changed));
  body.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button !== null) {
      run(button, () => redrive(button.dataset.queue), changed);
    }
  });
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
  for (const label of ['Waiting', 'In flight', 'Delayed', 'Dead letters']) {
    const number = cell('td', 'cell');
    number.className = 'number';
    number.dataset.label = label;
    row.append(number);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.queue = name;
  button.textContent = 'Redrive';
  button.setAttribute('aria-label', `Redrive the dead letters of ${name}`);
  const action = cell('td', 'cell');
  action.className = 'action';
  action.append(button);
  row.append(action);
  body.append(row);
  return row;
}

/** On a phone the parts of the table are no table for the layout, but are to stay one for readers. */
function cell(name, role) {
  const made = document.createElement(name);
  made.setAttribute('role', role);
  return made;
}

function fill(row, { visible, inFlight, delayed, deadLetters }) {
  const [waiting, held, later, dead] = row.querySelectorAll('td.number');
  waiting.textContent = count(visible);
  held.textContent = count(inFlight);
  later.textContent = count(delayed);
  dead.textContent = deadLetters === null ? 'none kept' : count(deadLetters.visible);
  dead.title = deadLetters === null ? '' : `in ${deadLetters.name}`;
  dead.classList.toggle('alarming', deadLetters !== null && deadLetters.visible > 0);
  row.querySelector('button').classList.toggle('idle', deadLetters === null || deadLetters.visible === 0);
}

/** The button keeps the focus meanwhile, and a second press does nothing. */
async function run(button, work, changed) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    say(await work(), 'good');
  } catch (error) {
    say(error.message, 'bad');
  } finally {
    button.removeAttribute('aria-busy');
    changed();
  }
}

function say(words, level) {
  said.textContent = words;
  said.dataset.level = level;
}
