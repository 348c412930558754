/** What has become of what somebody has done here, for as long as it is news. */
import { count } from './format.js';

const NEWS_MS = 5_000;

const said = document.getElementById('said');

let timer = 0;
/** By queue, the dead letters that go back to it. */
const moving = new Map();

/** Does some work for a button. It keeps the focus meanwhile, and a second press does nothing. */
export async function run(button, work, changed) {
  if (button.getAttribute('aria-busy') === 'true') {
    return false;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    say(await work(), 'good');
    return true;
  } catch (error) {
    say(error.message, 'bad');
    return false;
  } finally {
    button.removeAttribute('aria-busy');
    changed();
  }
}

/** A redrive of so many has begun: it is told how far it is, until it has ended. */
export function follow(queue, number) {
  moving.set(queue, number);
}

export function show({ queues }) {
  for (const { name, deadLetters } of queues ?? []) {
    const number = moving.get(name);
    if (number === undefined) {
      continue;
    }
    if (deadLetters?.moving) {
      say(`Moving ${jobs(deadLetters.moving.of)} back to ${name}: ${count(deadLetters.moving.moved)} so far.`, 'good');
    } else {
      moving.delete(name);
      say(`${jobs(number)} moved back to ${name} at ${new Date().toLocaleTimeString('en-GB')}.`, 'good');
    }
  }
}

/** What has failed stays until something else is done. */
function say(words, level) {
  clearTimeout(timer);
  said.textContent = words;
  said.dataset.level = level;
  if (level === 'good') {
    timer = setTimeout(() => {
      said.textContent = '';
    }, NEWS_MS);
  }
}

function jobs(number) {
  return number === 1 ? '1 job' : `${count(number)} jobs`;
}
