// The box at a glance: planes, sums, interfaces, ports, drops.

import { byId, count, element, keep, rate, say } from "./dom.js";
import { get } from "./api.js";
import { History, Rates } from "./rates.js";
import { Plot, spark, sparkPlace } from "./charts.js";

const SECONDS = 120;

const rates = new Rates();
const histories = new Map();
const inAll = new History(SECONDS);
const outAll = new History(SECONDS);
const plot = new Plot(byId("rates"), ["in", "out"], 220);

/** Reads it all and shows it. */
export async function readBox() {
  const [planes, statistics, interfaces, ports, drops] = await Promise.all(
    ["planes", "statistics", "interfaces", "ports", "drops"].map(what => get(`/v1/${what}`)),
  );
  showPlanes(planes.planes);
  showSums(statistics);
  showInterfaces(interfaces.interfaces);
  showPorts(ports.ports);
  showDrops(drops.drops);
  return interfaces.interfaces;
}

function showPlanes(planes) {
  keep(
    byId("planes"),
    planes,
    plane => plane.plane,
    () => element("li"),
    (item, plane) => {
      const stalled = plane["stalled-workers"] > 0 ? `, ${plane["stalled-workers"]} workers stand still` : "";
      item.dataset.state = plane.state === "alive" && !stalled ? "good" : "bad";
      say(item, `${plane.plane} plane ${plane.state}${stalled}`);
    },
  );
}

function showSums(statistics) {
  const fates = statistics.fates ?? {};
  const rate1 = rates.read("fates", fates);
  const sums = [
    ["streams", "Streams", `${count(statistics.mfes)} of ${count(statistics["max-mfes"])}`],
    ["memberships", "Memberships", count(statistics.memberships)],
    ["forwarded", "Forwarded a second", rate(rate1.forwarded)],
    ["forwarded-all", "Forwarded", count(fates.forwarded ?? 0)],
  ];
  keep(
    byId("sums"),
    sums,
    sum => sum[0],
    sum => element("div", {}, element("dt", {}, sum[1]), element("dd")),
    (item, sum) => say(item.lastChild, sum[2]),
  );
}

function showInterfaces(interfaces) {
  let packetsIn = 0;
  let packetsOut = 0;
  const now = performance.now();
  keep(
    document.querySelector("#interfaces tbody"),
    interfaces,
    each => each.name,
    each =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, each.name),
        element("td"),
        element("td"),
        element("td", { class: "number" }),
        element("td", { class: "number" }),
        element("td", {}, sparkPlace()),
      ),
    (row, each) => {
      const read = rates.read(`interface ${each.name}`, each.statistics ?? {}, now);
      const inRate = read["in-packets"];
      const outRate = read["out-packets"];
      packetsIn += inRate ?? NaN;
      packetsOut += outRate ?? NaN;
      const cells = row.children;
      say(cells[1], each.vlan ? `${each.address}, VLAN ${each.vlan}` : each.address);
      say(cells[2], [each.owner, each.igmp ? "IGMP" : ""].filter(Boolean).join(", ") || "–");
      say(cells[3], rate(inRate));
      say(cells[4], rate(outRate));
      if (!histories.has(each.name)) histories.set(each.name, new History(SECONDS));
      const history = histories.get(each.name);
      history.add(inRate === undefined ? null : inRate + (outRate ?? 0));
      spark(cells[5].firstChild, history.values());
    },
  );
  inAll.add(Number.isNaN(packetsIn) ? null : packetsIn);
  outAll.add(Number.isNaN(packetsOut) ? null : packetsOut);
  plot.show([inAll, outAll]);
}

function showPorts(ports) {
  keep(
    document.querySelector("#ports tbody"),
    ports,
    port => port.name,
    port =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, port.name),
        ...Array.from({ length: 3 }, () => element("td", { class: "number" })),
      ),
    (row, port) => {
      const values = ["rx-frames", "tx-frames", "device-rx-missed"];
      values.forEach((name, i) => say(row.children[i + 1], count(port.statistics[name])));
    },
  );
  document.querySelector("#ports").hidden = ports.length === 0;
}

function showDrops(drops) {
  const read = rates.read("drops", Object.fromEntries(drops.map(drop => [drop.reason, drop.packets])));
  const some = drops.filter(drop => drop.packets > 0);
  keep(
    document.querySelector("#drops tbody"),
    some.length > 0 ? some : [{ reason: "none", label: "none", packets: 0 }],
    drop => drop.reason,
    drop =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, drop.label.replace(/^dropped, /, "")),
        element("td", { class: "number" }),
        element("td", { class: "number" }),
      ),
    (row, drop) => {
      say(row.children[1], count(drop.packets));
      say(row.children[2], drop.reason === "none" ? "" : rate(read[drop.reason]));
    },
  );
}
