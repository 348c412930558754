/** One dead letter: a line, and behind it all that is known. */
import { deadLetter, remove, retry } from './api.js';
import { ask } from './confirm.js';
import { element } from './dom.js';
import { when } from './format.js';
import { run } from './said.js';

export class LetterView {
  #queue;
  #letter;
  #changed;
  node;

  /** @param changed is called when it has been sent back or deleted */
  constructor(queue, letter, changed) {
    this.#queue = queue;
    this.#letter = letter;
    this.#changed = changed;
    const { type, jobId, reason, failedAt } = letter;
    const summary = element('summary', {},
      element('span', { className: 'what', textContent: type ?? 'no job' }),
      element('span', { className: 'why', textContent: reason ?? 'tried too often; nobody says why' }),
      element('time', { textContent: when(failedAt), dateTime: new Date(1_000 * failedAt).toISOString() }));
    this.node = element('li', {}, element('details', {}, summary, this.#facts(), ...this.#texts(), this.#actions()));
    this.node.dataset.job = jobId ?? '';
  }

  #facts() {
    const { jobId, reason, tries, failedAt, submittedAt, attributes } = this.#letter;
    const facts = element('dl');
    for (const [term, value] of [
      ['Job', jobId],
      ['Reason', reason],
      ['Failed', when(failedAt)],
      ['Submitted', submittedAt],
      ['Tries', tries],
      ...Object.entries(attributes),
    ]) {
      if (value !== null) {
        facts.append(element('dt', { textContent: term }), element('dd', { textContent: value }));
      }
    }
    return facts;
  }

  #texts() {
    const { payload, cut, stack } = this.#letter;
    const texts = [];
    if (payload !== '') {
      const text = scrollable('Payload', payload);
      texts.push(element('h4', { textContent: 'Payload' }), text);
      if (cut) {
        const all = element('button', { type: 'button', className: 'quiet', textContent: 'Show all of it' });
        all.addEventListener('click', async () => {
          try {
            text.textContent = (await deadLetter(this.#queue, this.#letter.id)).payload;
            text.focus();
            all.remove();
          } catch (error) {
            all.textContent = error.message;
          }
        });
        texts.push(all);
      }
    }
    if (stack !== null) {
      texts.push(element('h4', { textContent: 'Stack' }), scrollable('Stack', stack));
    }
    return texts;
  }

  #actions() {
    const name = this.#letter.jobId ?? this.#letter.id;
    const again = element('button', { type: 'button', className: 'retry', textContent: 'Retry' });
    again.setAttribute('aria-label', `Retry ${name}`);
    again.addEventListener('click', () => run(again, () => retry(this.#queue, this.#letter.id), this.#changed));
    const away = element('button', { type: 'button', className: 'quiet delete', textContent: 'Delete…' });
    away.setAttribute('aria-label', `Delete ${name}`);
    away.addEventListener('click', () => this.#delete(away, name));
    return element('div', { className: 'actions' }, again, away);
  }

  async #delete(button, name) {
    const answer = await ask({
      question: 'Delete this dead letter for good?',
      words: `The job ${name} is lost.`,
      action: 'Delete',
      destroys: true,
    });
    if (answer !== null) {
      await run(button, () => remove(this.#queue, this.#letter.id), this.#changed);
    }
  }
}

/** What may be wider than the page can be scrolled, by the keyboard, too. */
function scrollable(label, text) {
  const pre = element('pre', { textContent: text, tabIndex: 0 });
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', label);
  return pre;
}
