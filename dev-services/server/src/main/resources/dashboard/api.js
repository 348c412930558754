/** What the page asks of its server. Every failure is an Error whose message can be shown. */

/** The server's answers take milliseconds; a job waits for the producer, which may be compiling. */
const LOOK_LIMIT_MS = 5_000;
const WORK_LIMIT_MS = 40_000;

export async function overview(range) {
  const response = await fetch(`api/overview?range=${range}`, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail);
  }
  return body;
}

export function submitSampleJob() {
  return post('api/sample-jobs', {});
}

export function redrive(queue) {
  return post('api/redrives', { queue });
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
