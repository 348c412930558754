/** The sentence at the top: whether the fleet keeps up, and why not. */

const SIGNS = { GOOD: '✓', WARNING: '!', BAD: '✕', UNKNOWN: '…' };

const section = document.getElementById('verdict');
const sign = section.querySelector('.sign');
const headline = document.getElementById('headline');
const sentence = document.getElementById('sentence');
const link = document.getElementById('verdict-link');
const news = document.getElementById('verdict-news');

export function show({ level, headline: words, sentence: why, about }) {
  section.dataset.level = level;
  sign.textContent = SIGNS[level];
  sentence.textContent = why;
  link.hidden = about === null;
  link.href = about === null ? '' : `#failures-${about}`;
  if (headline.textContent !== words) {
    headline.textContent = words;
    document.title = `${SIGNS[level]} ${words} · Sluice`;
    // Its numbers change all the time: only a change of the headline is told to those who listen.
    news.textContent = `${words}. ${why}`;
  }
}
