// A stream as what an umbel is: one stem, many stalks. The thicker a stalk, the more flows there.

import { rate } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const ROW = 44;
const WIDTH = 520;
const JOINT = 268;
const LEAF = 356;

function svg(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const thickness = perSecond => (perSecond ? Math.min(7, 1.5 + Math.log10(1 + perSecond)) : 1.5);

const flows = perSecond => (perSecond > 0 ? "flows" : "rests");

function node(x, y, title, line, anchor = "start") {
  const group = svg("g", {});
  group.append(
    svg("circle", { cx: x, cy: y, r: 5, class: "knot" }),
    svg("text", { x: anchor === "start" ? x + 14 : x, y: y - (anchor === "start" ? 3 : 14), class: "name", "text-anchor": anchor }, title),
    svg("text", { x: anchor === "start" ? x + 14 : x, y: y + (anchor === "start" ? 13 : 26), class: "line", "text-anchor": anchor }, line),
  );
  return group;
}

/** Draws a stream: its MFE, and rates a second: of packets in, and of each branch by name. */
export function drawTree(place, mfe, inRate, branchRates) {
  const branches = mfe.oifs;
  const height = Math.max(2, branches.length) * ROW + 24;
  const middle = height / 2;
  const top = middle - ((branches.length - 1) * ROW) / 2;
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${height}`,
    class: "tree",
    role: "img",
    "aria-label": describe(mfe, inRate, branchRates),
  });
  const stem = (from, to, y1, y2, perSecond) =>
    svg("path", {
      d: `M${from} ${y1}C${(from + to) / 2} ${y1} ${(from + to) / 2} ${y2} ${to} ${y2}`,
      "stroke-width": thickness(perSecond).toFixed(1),
      class: flows(perSecond),
    });
  drawing.append(stem(60, JOINT, middle, middle, inRate));
  branches.forEach((branch, i) => drawing.append(stem(JOINT, LEAF, middle, top + i * ROW, branchRates[branch.name])));
  drawing.append(node(60, middle, mfe.source, mfe["upstream-neighbor"] ? `by ${mfe["upstream-neighbor"]}` : "attached", "middle"));
  drawing.append(node(JOINT - 70, middle, mfe.iif, `${rate(inRate)} / s in`, "middle"));
  if (branches.length === 0) drawing.append(svg("text", { x: JOINT, y: middle + 4, class: "line" }, "no branches: dropped"));
  branches.forEach((branch, i) =>
    drawing.append(node(LEAF, top + i * ROW, branch.name, `${rate(branchRates[branch.name])} / s out`)),
  );
  place.replaceChildren(drawing);
}

function describe(mfe, inRate, branchRates) {
  const branches = mfe.oifs.map(branch => `${branch.name} at ${rate(branchRates[branch.name])} packets a second`);
  return (
    `${mfe.source} to ${mfe.group}: in on ${mfe.iif} at ${rate(inRate)} packets a second, ` +
    (branches.length > 0 ? `out on ${branches.join(", ")}` : "out nowhere")
  );
}
