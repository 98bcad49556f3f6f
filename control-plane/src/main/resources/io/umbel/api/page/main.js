// Reads once a second what is shown, and says when it cannot.

import { byId, say } from "./dom.js";
import { Broken } from "./api.js";
import { readBox } from "./box.js";
import { listen, offer, readStreams } from "./streams.js";

const INTERVAL_MS = 1000;
const LONGEST_WAIT_MS = 5000;

let waitMs = INTERVAL_MS;
let timer;
let reading = false;
let again = false;

/** Reads now; if that is being done already, once more afterwards. */
async function read() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  clearTimeout(timer);
  try {
    const [interfaces] = await Promise.all([readBox(), readStreams()]);
    offer(interfaces);
    connected();
  } catch (failure) {
    broken(failure);
  }
  reading = false;
  if (again) {
    again = false;
    read();
  } else {
    timer = setTimeout(read, waitMs);
  }
}

function connected() {
  waitMs = INTERVAL_MS;
  document.body.dataset.connection = byId("connection").dataset.state = "connected";
  say(byId("connection"), "live");
}

/** What is shown stays, and is seen to be old. */
function broken(failure) {
  if (!(failure instanceof Broken)) console.error(failure);
  waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  document.body.dataset.connection = byId("connection").dataset.state = "broken";
  say(byId("connection"), `no connection: ${failure.message}; trying again`);
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) read();
});
addEventListener("online", read);
listen(read);
read();
