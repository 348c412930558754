/** What the page asks of its server. Every failure is an Error whose message can be shown. */

/** The server's answers take milliseconds; a job waits for the producer, which may be compiling. */
const LOOK_LIMIT_MS = 5_000;
const WORK_LIMIT_MS = 40_000;

export function overview(range) {
  return get(`api/overview?range=${range}`);
}

export function deadLetters(queue) {
  return get(`api/dead-letters?queue=${encodeURIComponent(queue)}`);
}

/** One dead letter with the whole of its payload. */
export function deadLetter(queue, id) {
  return get(`api/dead-letters?queue=${encodeURIComponent(queue)}&id=${encodeURIComponent(id)}`);
}

export function submitSampleJob() {
  return post('api/sample-jobs', {});
}

/** @param ratePerSecond null for as fast as it goes */
export function redrive(queue, ratePerSecond) {
  return post('api/redrives', { queue, ratePerSecond });
}

export function retry(queue, id) {
  return post('api/retries', { queue, id });
}

export function remove(queue, id) {
  return post('api/deletions', { queue, id });
}

export function purge(queue, deadLetterQueue) {
  return post('api/purges', { queue, confirm: deadLetterQueue });
}

async function get(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail);
  }
  return body;
}

async function post(path, body) {
  let response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(WORK_LIMIT_MS),
    });
  } catch {
    throw new Error('The dashboard\'s server does not answer. Is ./dev running?');
  }
  const { detail } = await response.json();
  if (!response.ok) {
    throw new Error(detail);
  }
  return detail;
}
