import uPlot from "uplot";

export interface History {
  /** Seconds since the epoch. */
  at: readonly number[];
  values: readonly (number | null)[];
}

const heightPx = 36;
/** How much of the past is in sight, also when less is known of it. */
const shownSeconds = 120;

/** One measure as a line from zero; it takes its width and its colours from the page, so that every theme fits. */
class UsageChart extends HTMLElement {
  #history: History = { at: [], values: [] };
  #plot: uPlot | null = null;
  readonly #resized = new ResizeObserver(() => this.#fit());

  set history(history: History) {
    this.#history = history;
    this.#plot?.setData([[...history.at], [...history.values]]);
  }

  connectedCallback(): void {
    const colour = (name: string) => () => getComputedStyle(this).getPropertyValue(name);
    const { at, values } = this.#history;
    const options: uPlot.Options = {
      width: Math.max(1, this.clientWidth),
      height: heightPx,
      padding: [2, 0, 2, 0],
      cursor: { show: false },
      legend: { show: false },
      axes: [{ show: false }, { show: false }],
      scales: {
        x: { range: (_plot, _from, to) => [to - shownSeconds, to] },
        y: { range: (_plot, _least, most) => [0, Math.max(most * 1.1, 0.001)] },
      },
      series: [
        {},
        { stroke: colour("--chart-line"), fill: colour("--chart-fill"), width: 1.5, points: { show: false } },
      ],
    };
    this.#plot = new uPlot(options, [[...at], [...values]], this);
    this.#resized.observe(this);
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit(): void {
    this.#plot?.setSize({ width: Math.max(1, this.clientWidth), height: heightPx });
  }
}

customElements.define("usage-chart", UsageChart);
