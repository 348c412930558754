/** The job types with their schemas, and a form that submits a job. */
import { LitElement, css, html } from 'lit';
import { JsonRpc } from 'jsonrpc';
import { jobTypes, producer } from 'build-time-data';
import { example } from './sluice-example.js';

export class QwcSluiceJobTypes extends LitElement {
  jsonRpc = new JsonRpc(this);

  static styles = css`
    :host {
      display: block;
      padding: 0 20px 20px;
      overflow: auto;
    }

    section {
      max-width: 900px;
      padding-bottom: 16px;
      border-bottom: 1px solid var(--lumo-contrast-10pct);
    }

    h3 {
      margin: 16px 0 0;
    }

    small,
    p {
      color: var(--lumo-secondary-text-color);
    }

    label {
      display: block;
      margin: 10px 0 4px;
    }

    textarea,
    input,
    select {
      box-sizing: border-box;
      padding: 8px;
      border: 1px solid var(--lumo-contrast-50pct);
      border-radius: var(--lumo-border-radius-m);
      background: var(--lumo-base-color);
      color: var(--lumo-body-text-color);
      font: inherit;
    }

    textarea {
      width: 100%;
      font-family: monospace;
    }

    pre {
      padding: 10px;
      overflow: auto;
      border-radius: var(--lumo-border-radius-m);
      background: var(--lumo-contrast-5pct);
    }

    .good {
      color: var(--lumo-success-text-color);
    }

    .bad {
      color: var(--lumo-error-text-color);
      white-space: pre-wrap;
    }
  `;

  static properties = {
    _answers: { state: true },
  };

  constructor() {
    super();
    this._answers = {};
  }

  render() {
    return html`
      <p>Jobs are submitted to the producer at ${producer}.</p>
      ${jobTypes.length === 0 ? html`<p>There are none yet: annotate a record with @JobType.</p>` : ''}
      ${jobTypes.map((one) => this.#type(one))}
    `;
  }

  #type({ type, payload, schema }) {
    const answer = this._answers[type];
    return html`
      <section aria-labelledby="type-${type}">
        <h3 id="type-${type}">${type}</h3>
        <small>${payload}</small>
        <details>
          <summary>Schema</summary>
          <pre>${JSON.stringify(JSON.parse(schema), null, 2)}</pre>
        </details>
        <form @submit=${(event) => this.#submit(event, type)}>
          <label for="data-${type}">Data</label>
          <textarea id="data-${type}" name="data" rows="6" spellcheck="false"
            .value=${JSON.stringify(example(JSON.parse(schema), `${producer}/q/openapi`), null, 2)}></textarea>
          <label for="id-${type}">Id, if the job is to have one of yours</label>
          <input id="id-${type}" name="id" maxlength="128">
          <label for="priority-${type}">Priority</label>
          <select id="priority-${type}" name="priority">
            <option>normal</option>
            <option>high</option>
          </select>
          <p><button>Submit</button></p>
        </form>
        <p role="status" class=${answer?.good ? 'good' : 'bad'}>${answer?.words ?? ''}</p>
      </section>
    `;
  }

  async #submit(event, type) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#answer(type, await this.#send(type, form));
  }

  async #send(type, form) {
    let data;
    try {
      data = JSON.parse(form.get('data'));
    } catch (error) {
      return { good: false, words: `The data are not JSON: ${error.message}` };
    }
    // As it was typed: numbers keep their digits.
    const fields = [`"type":${JSON.stringify(type)}`, `"data":${form.get('data')}`,
      `"priority":${JSON.stringify(form.get('priority'))}`];
    if (form.get('id') !== '') {
      fields.push(`"id":${JSON.stringify(form.get('id'))}`);
    }
    try {
      const { status, body } = (await this.jsonRpc.submit({ job: `{${fields.join(',')}}` })).result;
      return status === 202
        ? { good: true, words: `Job ${JSON.parse(body).id} is in the queue.` }
        : { good: false, words: status === 0 ? body : problem(status, body) };
    } catch {
      return { good: false, words: 'This service does not answer.' };
    }
  }

  #answer(type, answer) {
    this._answers = { ...this._answers, [type]: answer };
  }
}

/** What a problem document says (RFC 9457). */
function problem(status, body) {
  try {
    const { title, detail, violations } = JSON.parse(body);
    const lines = (violations ?? []).map(({ field, message }) => `${field} ${message}`);
    return [`${status}: ${detail ?? title}`, ...lines].join('\n');
  } catch {
    return `${status}: ${body}`;
  }
}

customElements.define('qwc-sluice-job-types', QwcSluiceJobTypes);
