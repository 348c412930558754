/** Where SQS runs, how full its queues are, and what is in their dead-letter queues. */
import { LitElement, css, html } from 'lit';
import { JsonRpc } from 'jsonrpc';
import { dashboard } from 'build-time-data';

const INTERVAL_MS = 2_000;

export class QwcSluiceQueues extends LitElement {
  // Not logged: it asks all the time.
  jsonRpc = new JsonRpc(this, false);

  static styles = css`
    :host {
      display: block;
      padding: 0 20px 20px;
      overflow: auto;
    }

    table {
      border-collapse: collapse;
    }

    th,
    td {
      padding: 6px 16px 6px 0;
      border-bottom: 1px solid var(--lumo-contrast-10pct);
      text-align: left;
    }

    .number {
      text-align: right;
    }

    a {
      color: var(--lumo-primary-text-color);
    }

    .bad {
      color: var(--lumo-error-text-color);
    }

    pre {
      padding: 10px;
      overflow: auto;
      border-radius: var(--lumo-border-radius-m);
      background: var(--lumo-contrast-5pct);
    }
  `;

  static properties = {
    _seen: { state: true },
    _letters: { state: true },
    _lettersOf: { state: true },
  };

  #timer = 0;

  constructor() {
    super();
    this._seen = null;
    this._letters = [];
    this._lettersOf = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#look();
    this.#timer = setInterval(() => this.#look(), INTERVAL_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  render() {
    if (this._seen === null) {
      return html`<p>Looking…</p>`;
    }
    const { where, trouble, queues } = this._seen;
    return html`
      <h3>Amazon SQS</h3>
      <p>${where}</p>
      ${trouble ? html`<p class="bad" role="alert">${trouble}</p>` : ''}
      ${queues.length === 0 ? '' : this.#table(queues)}
      ${dashboard === '' ? '' : html`<p>More, and what can be done with dead letters:
        <a href=${dashboard} target="_blank" rel="noreferrer">the dashboard</a></p>`}
      ${this._lettersOf === null ? '' : this.#list()}
    `;
  }

  #table(queues) {
    return html`
      <table aria-label="Queues">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col" class="number">Waiting</th>
            <th scope="col" class="number">Hidden</th>
            <th scope="col" class="number">Delayed</th>
            <th scope="col" class="number">Dead letters</th>
            <th></th>
          </tr>
        </thead>
        <tbody>
          ${queues.map(({ name, visible, inFlight, delayed, deadLetters }) => html`
            <tr>
              <th scope="row">${name}</th>
              <td class="number">${visible}</td>
              <td class="number" title="in flight, or waiting for the next try">${inFlight}</td>
              <td class="number">${delayed}</td>
              <td class="number">${deadLetters?.count ?? 'none kept'}</td>
              <td>${deadLetters?.count > 0
                ? html`<button @click=${() => this.#show(name)} aria-label="Show the dead letters of ${name}">Show</button>`
                : ''}</td>
            </tr>`)}
        </tbody>
      </table>
    `;
  }

  #list() {
    return html`
      <h3>Dead letters of ${this._lettersOf}</h3>
      ${this._letters.length === 0 ? html`<p>There are none.</p>` : ''}
      ${this._letters.map(({ type, jobId, reason, failedAt, tries, payload, stack }) => html`
        <details>
          <summary>${type ?? 'no job'} ${jobId ?? ''}: ${reason ?? 'tried too often; nobody says why'}
            (${new Date(1000 * failedAt).toLocaleString('en-GB')}${tries === null ? '' : `, try ${tries}`})</summary>
          <pre>${payload}</pre>
          ${stack === null ? '' : html`<pre>${stack}</pre>`}
        </details>`)}
    `;
  }

  async #look() {
    try {
      this._seen = (await this.jsonRpc.look()).result;
    } catch {
      // The Dev UI says itself that its service is away.
    }
  }

  async #show(queue) {
    this._letters = (await this.jsonRpc.deadLetters({ queue })).result;
    this._lettersOf = queue;
  }
}

customElements.define('qwc-sluice-queues', QwcSluiceQueues);
