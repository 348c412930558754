/** One chart: uPlot with the page's colours. Its values are also in the panel's table, so it is hidden from readers. */
import uPlot from './lib/uPlot.js';
import { colour } from './colours.js';
import { clock, value } from './format.js';

const HEIGHT = 150;
/** As the swatches in the tables: solid, dashed, dotted. */
const DASHES = [[], [7, 4], [2, 3]];
/** Between two times on the axis. */
const SECONDS = [60, 120, 300, 600, 900, 1_800, 3_600];
/** There are no halves of messages. */
const WHOLE = [1, 2, 5].flatMap((digit) => [digit, 10 * digit, 100 * digit, 1e3 * digit, 1e4 * digit, 1e5 * digit])
  .sort((one, other) => one - other);

const sync = uPlot.sync('time');

export function dashOf(number) {
  return Math.min(number, DASHES.length - 1);
}

export class Chart {
  #host;
  #unit;
  #onCursor;
  #plot = null;
  #drawn = '';
  #data = null;
  #lines = [];

  /** @param onCursor is told the index of the time under the pointer, null when it has left */
  constructor(host, unit, onCursor) {
    this.#host = host;
    this.#unit = unit;
    this.#onCursor = onCursor;
    new ResizeObserver(() => this.#fit()).observe(host);
  }

  /** @param lines each with its values, its colour's tone and the number of its dash */
  draw(times, lines) {
    this.#lines = lines;
    this.#data = [times, ...lines.map((line) => line.values)];
    const drawn = JSON.stringify(lines.map(({ name, tone, dash }) => [name, tone, dash]));
    if (this.#plot === null || drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.recolour();
    } else {
      this.#plot.setData(this.#data);
    }
  }

  /** Draws all anew, with the colours that hold now. */
  recolour() {
    if (this.#data === null || this.#host.clientWidth === 0) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), this.#data, this.#host);
  }

  #fit() {
    if (this.#plot === null) {
      this.recolour();
    } else {
      this.#plot.setSize({ width: this.#host.clientWidth, height: HEIGHT });
    }
  }

  #options() {
    const style = getComputedStyle(document.documentElement);
    const property = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: property('--quiet'),
      font: '11px Inter, system-ui, sans-serif',
      grid: { stroke: property('--line'), width: 1 },
      ticks: { show: false },
    };
    return {
      width: this.#host.clientWidth,
      height: HEIGHT,
      padding: [8, 20, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: sync.key }, y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
      hooks: { setCursor: [(plot) => this.#onCursor(plot.cursor.idx ?? null)] },
      scales: {
        x: { range: (_, from, to) => [from, to] },
        y: { range: (_, __, most) => [0, this.#top(most)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 50,
          size: 24,
          incrs: SECONDS,
          values: (_, times) => times.map((time) => clock(time, false)),
        },
        {
          ...axis,
          space: 28,
          size: 56,
          gap: 6,
          incrs: this.#unit === 'COUNT' ? WHOLE : undefined,
          values: (_, numbers) => numbers.map((number) => value(number, this.#unit)),
        },
      ],
      series: [
        {},
        ...this.#lines.map((line) => ({
          stroke: colour(line.tone),
          fill: this.#lines.length === 1 ? colour(`color-mix(in srgb, ${line.tone} 10%, transparent)`) : undefined,
          width: 2,
          dash: DASHES[line.dash],
          spanGaps: false,
          points: { show: (plot, series) => isLonely(plot.data[series]), size: 6 },
        })),
      ],
    };
  }

  /** An empty chart has an axis, too; a little room above the highest value. */
  #top(most) {
    if (this.#unit === 'SHARE') {
      return 1;
    }
    const least = this.#unit === 'SECONDS' ? 0.01 : 1;
    return most === null || most < least ? least : most * 1.1;
  }
}

/** A single value makes no line. */
function isLonely(values) {
  return values.filter((number) => number !== null).length === 1;
}
