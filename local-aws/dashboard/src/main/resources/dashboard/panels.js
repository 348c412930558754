/** The panels: for each a chart, and a table that says the same in numbers. */
import { Chart, dashOf } from './chart.js';
import { toneOf } from './colours.js';
import { element } from './dom.js';
import { clock, value } from './format.js';

/** A value that is older than so many periods is no more the present one. */
const RECENT = 3;

const section = document.getElementById('panels');
const panels = new Map();

export function show({ times, panels: shown }) {
  for (const panel of shown) {
    if (!panels.has(panel.id)) {
      panels.set(panel.id, new PanelView(panel));
    }
    panels.get(panel.id).show(times, panel);
  }
}

export function recolour() {
  panels.forEach((panel) => panel.recolour());
}

class PanelView {
  #unit;
  #chart;
  #empty;
  #when;
  #body;
  #rows = new Map();
  #times = [];
  #lines = [];
  #cursor = null;

  constructor({ id, title, unit }) {
    this.#unit = unit;
    const article = element('article', { id: `panel-${id}`, className: 'card' });
    const heading = element('h2', { id: `title-${id}`, textContent: title });
    article.setAttribute('aria-labelledby', heading.id);
    const host = element('div', { className: 'chart' });
    host.setAttribute('aria-hidden', 'true');
    this.#empty = element('p', { className: 'empty', textContent: 'No data in this time' });
    this.#when = element('th', { scope: 'col', className: 'number', textContent: 'now' });
    const most = element('th', { scope: 'col', className: 'number', textContent: 'most' });
    const what = element('th', { scope: 'col' });
    what.append(element('span', { className: 'unseen', textContent: 'Line' }));
    const head = element('tr');
    head.append(what, this.#when, most);
    const thead = element('thead');
    thead.append(head);
    this.#body = element('tbody');
    const table = element('table', { className: 'values' });
    table.setAttribute('aria-labelledby', heading.id);
    table.append(thead, this.#body);
    const plot = element('div', { className: 'plot' });
    plot.append(host, this.#empty);
    article.append(heading, plot, table);
    section.append(article);
    this.#chart = new Chart(host, unit, (index) => this.#point(index));
  }

  show(times, { labels, lines }) {
    this.#times = times;
    const all = named(labels, lines);
    // Lines of nothing but zeros say together what one word says.
    this.#lines = all.filter((line) => line.values.some((number) => number > 0));
    this.#empty.hidden = this.#lines.length > 0;
    this.#empty.textContent = all.some((line) => line.values.includes(0)) ? 'Zero in this time' : 'No data in this time';
    this.#chart.draw(times, this.#lines);
    this.#tabulate();
  }

  recolour() {
    this.#chart.recolour();
  }

  #point(index) {
    if (index !== this.#cursor) {
      this.#cursor = index;
      this.#tabulate();
    }
  }

  #tabulate() {
    const pointed = this.#cursor !== null && this.#cursor < this.#times.length;
    this.#when.textContent = pointed ? clock(this.#times[this.#cursor]) : 'now';
    const names = new Set(this.#lines.map((line) => line.name));
    for (const [name, row] of this.#rows) {
      if (!names.has(name)) {
        row.remove();
        this.#rows.delete(name);
      }
    }
    for (const line of this.#lines) {
      if (!this.#rows.has(line.name)) {
        this.#rows.set(line.name, this.#row(line));
      }
      const [swatch, now, most] = this.#rows.get(line.name).querySelectorAll('.swatch, td');
      swatch.className = `swatch dash-${line.dash}`;
      swatch.style.borderTopColor = line.tone;
      const present = pointed ? line.values[this.#cursor] : last(line.values);
      now.textContent = value(present, this.#unit);
      most.textContent = value(greatest(line.values), this.#unit);
    }
  }

  #row(line) {
    const name = element('th', { scope: 'row' });
    name.append(element('span', { className: 'swatch' }), line.name);
    const row = element('tr');
    row.append(name, element('td', { className: 'number' }), element('td', { className: 'number' }));
    this.#body.append(row);
    return row;
  }
}

/** Lines of one queue or job type have its colour, each in a tone of its own, and dashes tell what they show of it. */
function named(labels, lines) {
  const subjects = [...new Set(lines.map((line) => line.of).filter((of) => of !== null))];
  return lines.map((line) => ({
    name: line.of === null ? line.label : labels.length === 1 ? line.of : `${line.of} ${line.label}`,
    values: line.values,
    tone: line.of === null
      ? toneOf(labels.indexOf(line.label), 0)
      : toneOf(subjects.indexOf(line.of), labels.indexOf(line.label)),
    dash: line.of === null ? 0 : dashOf(labels.indexOf(line.label)),
  }));
}

function last(values) {
  return values.slice(-RECENT).findLast((number) => number !== null) ?? null;
}

function greatest(values) {
  return values.reduce((most, number) => (number !== null && (most === null || number > most) ? number : most), null);
}
