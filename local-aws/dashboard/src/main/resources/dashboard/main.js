/** Keeps the page up to date while somebody looks at it. */
import { overview } from './api.js';
import { clock } from './format.js';
import * as failures from './failures.js';
import * as panels from './panels.js';
import * as queues from './queues.js';
import * as said from './said.js';
import * as services from './services.js';
import * as totals from './totals.js';
import * as verdict from './verdict.js';

const INTERVAL_MS = 2_000;
/** Of long periods less changes, and more is to be computed: so many looks in one are enough. */
const LOOKS_PER_PERIOD = 10;

const ranges = document.getElementById('ranges');
const live = document.getElementById('live');
const liveText = document.getElementById('live-text');

let timer = 0;
let turn = 0;
let lostSince = null;

/** Looks now; what is asked later overtakes what is still under way. */
async function look() {
  clearTimeout(timer);
  const mine = ++turn;
  if (document.hidden) {
    tell('paused', 'Paused while hidden');
    return;
  }
  let seen = null;
  try {
    seen = await overview(range());
  } catch {
    // It is told below, unless a later look knows better.
  }
  if (mine !== turn) {
    return;
  }
  timer = setTimeout(look, seen === null ? INTERVAL_MS : intervalOf(seen));
  if (seen === null) {
    lose();
  } else {
    show(seen);
  }
}

function intervalOf({ period }) {
  return Math.max(INTERVAL_MS, (1_000 * period) / LOOKS_PER_PERIOD);
}

function show(seen) {
  lostSince = null;
  document.body.classList.remove('lost');
  verdict.show(seen.verdict);
  services.show(seen);
  queues.show(seen);
  totals.show(seen, ranges.querySelector('input:checked').nextElementSibling.textContent);
  failures.show(seen);
  said.show(seen);
  panels.show(seen);
  document.getElementById('region').textContent = seen.region;
  document.getElementById('period').textContent = `${seen.period} s`;
  tell('live', 'Live');
  live.title = `As of ${clock(seen.now)}`;
}

function lose() {
  lostSince ??= Date.now() / 1_000;
  document.body.classList.add('lost');
  tell('lost', 'No connection');
  verdict.show({
    level: 'BAD',
    headline: 'No connection',
    about: null,
    sentence: `The dashboard's server has not answered since ${clock(lostSince)}. Is ./dev running? The page comes back`
      + ' by itself.',
  });
}

function tell(state, words) {
  live.dataset.state = state;
  if (liveText.textContent !== words) {
    liveText.textContent = words;
  }
}

function range() {
  return ranges.querySelector('input:checked').value;
}

/** A reload, or a link, has the same range. */
function restoreRange() {
  const asked = new URLSearchParams(location.search).get('range');
  const choice = [...ranges.querySelectorAll('input')].find((input) => input.value === asked);
  if (choice) {
    choice.checked = true;
  }
}

restoreRange();
ranges.addEventListener('change', () => {
  history.replaceState(null, '', `?range=${range()}`);
  look();
});
document.addEventListener('visibilitychange', look);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', panels.recolour);
document.getElementById('endpoint').textContent = location.origin;
queues.start(look);
failures.start(look);
look();
