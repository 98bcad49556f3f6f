// What the API says. A request that fails says why; whether the appliance answers at all is told to those who listen.

const TIMEOUT_MS = 5000;

/** What the API refuses, in its own words. */
export class Refusal extends Error {}

/** The appliance does not answer. */
export class Broken extends Error {}

/** The answer to GET of a path. */
export async function get(path) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS), cache: "no-store" });
  } catch {
    throw new Broken("the appliance does not answer");
  }
  let body;
  try {
    body = await response.json();
  } catch {
    throw new Broken("the answer was cut off");
  }
  if (response.ok) return body;
  if (response.status >= 500) throw new Broken(body.detail ?? response.statusText);
  throw Object.assign(new Refusal(body.detail ?? response.statusText), { status: response.status });
}
