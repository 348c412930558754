/** The dead letters of each queue, and what can be done with them. */
import { deadLetters, purge, redrive } from './api.js';
import { ask } from './confirm.js';
import { element } from './dom.js';
import { count } from './format.js';
import { LetterView } from './letter.js';
import { follow, run } from './said.js';

/** To look is to receive, so nobody looks without a reason. */
const LOOK_AGAIN_MS = 30_000;
/** A job that is tried again may be back soon. */
const UNREST_MS = 10_000;

const section = document.getElementById('failures');
const host = document.getElementById('letters');
const queues = new Map();

let changed = () => {};

/** @param whenChanged is called when something has been done that changes what there is to see */
export function start(whenChanged) {
  changed = whenChanged;
}

export function show({ queues: seen }) {
  if (seen === null) {
    return;
  }
  const shown = seen.filter((queue) => queue.deadLetters !== null && queue.deadLetters.count > 0);
  const names = new Set(shown.map((queue) => queue.name));
  for (const [name, view] of queues) {
    if (!names.has(name)) {
      view.remove();
      queues.delete(name);
    }
  }
  section.hidden = shown.length === 0;
  for (const queue of shown) {
    if (!queues.has(queue.name)) {
      queues.set(queue.name, new QueueView(queue.name));
    }
    queues.get(queue.name).show(queue.deadLetters);
  }
}

class QueueView {
  #queue;
  #part;
  #title;
  #more;
  #list;
  #letters = new Map();
  #deadLetterQueue = '';
  #count = 0;
  #lookedAt = 0;
  #unrestUntil = 0;
  #looking = false;

  constructor(queue) {
    this.#queue = queue;
    this.#title = element('h3', { id: `letters-of-${queue}` });
    const retryAll = element('button', { type: 'button', className: 'retry-all', textContent: 'Retry all…' });
    retryAll.setAttribute('aria-label', `Retry all dead letters of ${queue}`);
    retryAll.addEventListener('click', () => this.#retryAll(retryAll));
    const purgeAll = element('button', { type: 'button', className: 'quiet purge', textContent: 'Delete all…' });
    purgeAll.setAttribute('aria-label', `Delete all dead letters of ${queue}`);
    purgeAll.addEventListener('click', () => this.#purge(purgeAll));
    const actions = element('div', { className: 'actions' }, retryAll, purgeAll);
    this.#list = element('ul', { className: 'letters' });
    this.#list.setAttribute('aria-labelledby', this.#title.id);
    this.#more = element('p', { className: 'none' });
    this.#part = element('section', { id: `failures-${queue}`, tabIndex: -1 },
      element('div', { className: 'bar' }, this.#title, actions), this.#list, this.#more);
    this.#part.setAttribute('aria-labelledby', this.#title.id);
    host.append(this.#part);
  }

  show({ name, count: number }) {
    this.#deadLetterQueue = name;
    const now = performance.now();
    const due = number !== this.#count || now < this.#unrestUntil || now - this.#lookedAt > LOOK_AGAIN_MS;
    this.#count = number;
    this.#title.textContent = `${this.#queue}: ${count(number)} in ${name}`;
    if (due) {
      this.#look();
    }
  }

  remove() {
    if (this.#part.contains(document.activeElement)) {
      document.getElementById('send').focus();
    }
    this.#part.remove();
  }

  async #look() {
    if (this.#looking) {
      return;
    }
    this.#looking = true;
    try {
      this.#arrange(await deadLetters(this.#queue));
      this.#lookedAt = performance.now();
    } catch {
      // The next look at all tells what is wrong.
    } finally {
      this.#looking = false;
    }
  }

  #arrange(letters) {
    const ids = new Set(letters.map((letter) => letter.id));
    for (const [id, view] of this.#letters) {
      if (!ids.has(id)) {
        this.#drop(id, view);
      }
    }
    for (const letter of letters) {
      if (!this.#letters.has(letter.id)) {
        this.#letters.set(letter.id, new LetterView(this.#queue, letter, () => this.#done()));
      }
    }
    const wanted = letters.map((letter) => this.#letters.get(letter.id).node);
    wanted.forEach((node, index) => {
      if (this.#list.children[index] !== node) {
        this.#list.insertBefore(node, this.#list.children[index] ?? null);
      }
    });
    const hidden = this.#count - letters.length;
    this.#more.textContent = hidden > 0 ? `And ${count(hidden)} more.` : '';
    this.#more.hidden = hidden <= 0;
  }

  /** Whoever uses the keyboard goes on with the next one. */
  #drop(id, view) {
    if (view.node.contains(document.activeElement)) {
      const next = view.node.nextElementSibling ?? view.node.previousElementSibling;
      (next?.querySelector('summary') ?? this.#part).focus();
    }
    view.node.remove();
    this.#letters.delete(id);
  }

  #done() {
    this.#unrestUntil = performance.now() + UNREST_MS;
    changed();
  }

  async #retryAll(button) {
    const answer = await ask({
      question: `Retry ${jobs(this.#count)} of ${this.#queue}?`,
      words: 'They go back to the queue with all their tries before them. Is the cause mended?',
      action: 'Retry all',
      withRate: true,
    });
    const number = this.#count;
    if (answer !== null && await run(button, () => redrive(this.#queue, answer.rate), () => {})) {
      follow(this.#queue, number);
      this.#done();
    }
  }

  async #purge(button) {
    const answer = await ask({
      question: `Delete ${jobs(this.#count)} of ${this.#queue} for good?`,
      words: `Everything in ${this.#deadLetterQueue} is lost.`,
      action: 'Delete all',
      destroys: true,
    });
    if (answer !== null) {
      await run(button, () => purge(this.#queue, this.#deadLetterQueue), () => this.#done());
    }
  }
}

function jobs(number) {
  return number === 1 ? '1 dead letter' : `${count(number)} dead letters`;
}
