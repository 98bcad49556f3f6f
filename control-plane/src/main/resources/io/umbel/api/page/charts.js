// Lines over time: a plot with axes, and small ones in a table's cell.

import uPlot from "./uplot/uPlot.esm.js";

const SVG = "http://www.w3.org/2000/svg";
const dark = matchMedia("(prefers-color-scheme: dark)");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A plot of so many series over the last seconds, as wide as its parent. */
export class Plot {
  #parent;
  #labels;
  #height;
  #data;
  #plot;

  constructor(parent, labels, height) {
    this.#parent = parent;
    this.#labels = labels;
    this.#height = height;
    this.#data = [[], ...labels.map(() => [])];
    dark.addEventListener("change", () => this.#draw());
    new ResizeObserver(() => this.#resize()).observe(parent);
  }

  /** histories is one History a series, of one value a second. */
  show(histories) {
    const length = histories[0].values().length;
    this.#data = [
      Array.from({ length }, (_, i) => i - length + 1),
      ...histories.map(history => [...history.values()]),
    ];
    if (this.#plot) this.#plot.setData(this.#data);
    else this.#draw();
  }

  #resize() {
    const width = this.#parent.clientWidth;
    if (this.#plot && width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.#height });
    else if (!this.#plot) this.#draw();
  }

  #draw() {
    const width = this.#parent.clientWidth;
    if (width === 0 || this.#data[0].length === 0) return;
    this.#plot?.destroy();
    const axis = {
      stroke: colour("--quiet"),
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
      font: "12px system-ui, sans-serif",
    };
    const strokes = [colour("--first"), colour("--second")];
    this.#plot = new uPlot(
      {
        width,
        height: this.#height,
        cursor: { show: false },
        legend: { show: false },
        scales: { x: { time: false }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
        axes: [
          { ...axis, values: (_, seconds) => seconds.map(s => (s === 0 ? "now" : `${s} s`)), size: 28 },
          { ...axis, values: (_, rates) => rates.map(r => compact.format(r)), size: 48 },
        ],
        series: [
          {},
          ...this.#labels.map((label, i) => ({
            label,
            stroke: strokes[i],
            width: 2,
            points: { show: false },
            dash: i === 0 ? [] : [6, 4],
          })),
        ],
      },
      this.#data,
      this.#parent,
    );
  }
}

/** A line of the values, in an svg element of 120 by 24. */
export function spark(svg, values) {
  let line = svg.firstElementChild;
  if (!line) {
    line = document.createElementNS(SVG, "polyline");
    svg.append(line);
  }
  const highest = Math.max(1, ...values.filter(value => value !== null));
  const points = [];
  values.forEach((value, i) => {
    if (value !== null) points.push(`${((i * 120) / (values.length - 1)).toFixed(1)},${(22 - (20 * value) / highest).toFixed(1)}`);
  });
  line.setAttribute("points", points.join(" "));
}

/** A place for a spark. */
export function sparkPlace() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "spark");
  svg.setAttribute("viewBox", "0 0 120 24");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}
