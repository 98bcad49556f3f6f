// The streams, a page at a time, as the API gives them; and one of them.

import { byId, count, duration, element, keep, rate, say } from "./dom.js";
import { get, Refusal } from "./api.js";
import { History, Rates } from "./rates.js";
import { Plot } from "./charts.js";
import { drawTree } from "./tree.js";

const LIMIT = 50;
const SECONDS = 120;
/** How many pages without a match are skipped at a time. */
const SKIP = 20;

const body = document.querySelector("#mfes tbody");
const form = byId("filter");
const rates = new Rates();

let filter = new URLSearchParams();
/** Where the pages before this one begin, and where this one does. */
let begins = [null];
let next = null;
let chosen = null;
let branchRates = new Rates();
let history = new History(SECONDS);
const plot = new Plot(byId("stream-rates"), ["in"], 140);

const keyOf = mfe => `${mfe.group},${mfe.source}`;

/** Reads the page that is shown, and the stream. */
export async function readStreams() {
  try {
    const page = await readPage();
    say(byId("refusal"), "");
    byId("refusal").hidden = true;
    showPage(page);
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    say(byId("refusal"), refused.message);
    byId("refusal").hidden = false;
    next = null;
    showPage({ items: [] });
  }
  await readStream();
}

async function readPage() {
  let after = begins.at(-1);
  for (let skipped = 0; ; skipped++) {
    const query = new URLSearchParams(filter);
    query.set("limit", LIMIT);
    if (after) query.set("after", after);
    const page = await get(`/v1/mfes?${query}`);
    next = page.next ?? null;
    if (page.items.length > 0 || !next || skipped === SKIP) return page;
    after = next;
  }
}

function showPage(page) {
  const now = performance.now();
  keep(
    body,
    page.items,
    keyOf,
    mfe =>
      element(
        "tr",
        { tabindex: -1, "aria-selected": "false" },
        element("td", {}, mfe.group),
        element("td", {}, mfe.source),
        element("td"),
        element("td"),
        element("td", { class: "number" }),
        element("td", { class: "number" }),
      ),
    (row, mfe) => {
      const read = rates.read(keyOf(mfe), { packets: mfe.packets }, now);
      const cells = row.children;
      say(cells[2], mfe.iif);
      say(cells[3], mfe.oifs.map(branch => branch.name).join(", ") || "none");
      say(cells[4], rate(read.packets));
      say(cells[5], duration(mfe["up-time"]));
      row.setAttribute("aria-selected", String(keyOf(mfe) === chosen));
    },
  );
  rates.only(new Set(page.items.map(keyOf)));
  if (!body.querySelector('[tabindex="0"]')) body.firstElementChild?.setAttribute("tabindex", 0);
  byId("first").disabled = byId("previous").disabled = begins.length === 1;
  byId("next").disabled = !next;
  say(byId("where"), page.items.length === 0 ? "no such streams" : `${count(page.items.length)} streams, page ${begins.length}`);
}

async function readStream() {
  if (!chosen) return;
  const asked = chosen;
  const [group, source] = asked.split(",");
  try {
    const mfe = await get(`/v1/mfes/${group}/${source}`);
    if (asked === chosen) showStream(mfe);
  } catch (refused) {
    if (!(refused instanceof Refusal) || asked !== chosen) throw refused;
    byId("tree").replaceChildren(element("p", { class: "hint" }, "This stream has no entry now; a packet makes one."));
    byId("facts").replaceChildren();
    history.add(null);
    plot.show([history]);
  }
}

function showStream(mfe) {
  const now = performance.now();
  const read = branchRates.read("in", { packets: mfe.packets }, now);
  const ofBranches = {};
  for (const branch of mfe.oifs)
    ofBranches[branch.name] = branchRates.read(`out ${branch.name}`, { packets: branch.packets }, now).packets;
  drawTree(byId("tree"), mfe, read.packets, ofBranches);
  history.add(read.packets);
  plot.show([history]);
  const facts = [
    ["Packets in", count(mfe.packets)],
    ["Octets in", count(mfe.octets)],
    ["Copies out", count(mfe["out-packets"])],
    ["On the wrong interface", count(mfe["different-in-if-packets"])],
    ["Dropped, no branches", count(mfe["negative-packets"])],
    ["Route", mfe["rt-prefix"]],
    ["Up", duration(mfe["up-time"])],
    ["Expires in", duration(mfe["expiry-time"])],
  ];
  keep(
    byId("facts"),
    facts,
    fact => fact[0],
    fact => element("div", {}, element("dt", {}, fact[0]), element("dd")),
    (item, fact) => say(item.lastChild, fact[1]),
  );
}

function choose(key) {
  chosen = key;
  branchRates = new Rates();
  history = new History(SECONDS);
  byId("stream").hidden = !key;
  location.hash = key ? `stream=${key}` : "";
  for (const row of body.children) row.setAttribute("aria-selected", String(row.dataset.key === key));
  if (key) {
    const [group, source] = key.split(",");
    say(byId("stream-title"), `${source} → ${group}`);
    byId("tree").replaceChildren();
    byId("facts").replaceChildren();
  }
}

/** Makes the page react; changed is called when something else is to be read. */
export function listen(changed) {
  form.addEventListener("submit", event => {
    event.preventDefault();
    filter = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) filter.set(name, value.trim());
    begins = [null];
    changed();
  });
  form.addEventListener("reset", () => {
    filter = new URLSearchParams();
    begins = [null];
    changed();
  });
  const pages = {
    first: () => (begins = [null]),
    previous: () => begins.length > 1 && begins.pop(),
    next: () => next && begins.push(next),
  };
  for (const [id, go] of Object.entries(pages))
    byId(id).addEventListener("click", () => {
      go();
      changed();
    });
  const open = row => {
    choose(row.dataset.key);
    focusRow(row);
    changed();
  };
  body.addEventListener("click", event => {
    const row = event.target.closest("tr");
    if (row) open(row);
  });
  body.addEventListener("keydown", event => {
    const row = event.target.closest("tr");
    const to = {
      ArrowDown: row?.nextElementSibling,
      ArrowUp: row?.previousElementSibling,
      Home: body.firstElementChild,
      End: body.lastElementChild,
    };
    if (event.key in to) {
      if (to[event.key]) focusRow(to[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      open(row);
      byId("stream").focus();
    } else if (event.key === "PageDown") {
      byId("next").click();
    } else if (event.key === "PageUp") {
      byId("previous").click();
    } else {
      return;
    }
    event.preventDefault();
  });
  const close = () => {
    const row = [...body.children].find(each => each.dataset.key === chosen) ?? body.firstElementChild;
    choose(null);
    if (row) focusRow(row);
  };
  byId("close").addEventListener("click", close);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && chosen) close();
  });
  const named = /^#stream=([0-9.]+,[0-9.]+)$/.exec(location.hash);
  if (named) choose(named[1]);
}

function focusRow(row) {
  for (const other of body.querySelectorAll('[tabindex="0"]')) other.setAttribute("tabindex", -1);
  row.setAttribute("tabindex", 0);
  row.focus();
}

/** The interfaces that can be chosen in the filter. */
export function offer(interfaces) {
  const select = form.elements.interface;
  keep(
    select,
    [{ name: "" }, ...interfaces],
    each => each.name,
    each => element("option", { value: each.name }, each.name || "any"),
    () => {},
  );
}
