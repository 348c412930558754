/** The services that should be there, and whether they are. */
import { element } from './dom.js';

const WORDS = { UP: 'up', STARTING: 'starting', NOT_READY: 'not ready', SILENT: 'silent', DOWN: 'down' };

const list = document.getElementById('services');

export function show({ services }) {
  const shown = services.map(({ name, state, detail, management }) => ({
    state,
    words: `${name} ${WORDS[state]}`,
    title: `${management}${detail === '' ? '' : ` ${detail}`}`,
  }));
  if (JSON.stringify(shown) !== list.dataset.shown) {
    list.dataset.shown = JSON.stringify(shown);
    list.replaceChildren(...shown.map(({ state, words, title }) => {
      const dot = element('span', { className: 'dot' });
      dot.setAttribute('aria-hidden', 'true');
      const item = element('li', { title }, dot, words);
      item.dataset.state = state;
      return item;
    }));
  }
}
