import type { Metrics, MetricsSample, Path } from "../../wire/index.ts";
import { t } from "../l10n.ts";

/** What the selected child used lately; of a supervisor, all that runs below it together. */
export interface Usage {
  /** Whose it is; null while nobody wants to know. */
  path: Path | null;
  moments: readonly Moment[];
}

export interface Moment {
  /** Milliseconds since the epoch. */
  at: number;
  /** Processors in use: 1 is one. */
  cpu: number | null;
  memoryBytes: number | null;
  /** The worst delay of an event loop; null where nothing runs on Node. */
  delayMs: number | null;
  /** How many processes there are. */
  processes: number | null;
}

export const noUsage: Usage = { path: null, moments: [] };

/** Two minutes at a sample a second. */
const momentsKept = 120;

/** The history goes on with what was told; nothing that ran leaves a gap. */
export function withMetrics({ path, moments }: Usage, { at, samples }: Metrics): Usage {
  const mine = samples.filter((sample) => path !== null && isBelow(path, sample.path));
  return { path, moments: [...moments, momentOf(at, mine)].slice(-momentsKept) };
}

function isBelow(path: Path, other: Path): boolean {
  return other === path || other.startsWith(`${path}/`);
}

function momentOf(at: number, samples: readonly MetricsSample[]): Moment {
  return {
    at,
    cpu: known(samples.map(({ cpu }) => cpu)).reduce(sum, null),
    memoryBytes: known(samples.map(({ memoryBytes }) => memoryBytes)).reduce(sum, null),
    delayMs: known(samples.map(({ eventLoop }) => eventLoop?.maxDelayMs ?? null)).reduce(worst, null),
    processes: known(samples.map(({ processes }) => processes)).reduce(sum, null),
  };
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
const sum = (total: number | null, value: number): number => (total ?? 0) + value;
const worst = (most: number | null, value: number): number => Math.max(most ?? 0, value);

/** One measure with its last value in words, and its history to be drawn. */
export interface Measure {
  name: string;
  value: string;
  at: readonly number[];
  values: readonly (number | null)[];
}

/** What is known of it; a measure that nothing has been told of is left out. */
export function measuresOf({ moments }: Usage): Measure[] {
  const at = moments.map((moment) => moment.at / 1_000);
  const measure = (name: string, of: (moment: Moment) => number | null, words: (value: number) => string) => {
    const values = moments.map(of);
    const last = values.at(-1) ?? null;
    return values.every((value) => value === null)
      ? []
      : [{ name, value: last === null ? "–" : words(last), at, values }];
  };
  return [
    ...measure(
      t("Processor"),
      ({ cpu }) => cpu && cpu * 100,
      (value) => `${value.toFixed(1)} %`,
    ),
    ...measure(
      t("Memory"),
      ({ memoryBytes }) => memoryBytes && memoryBytes / 2 ** 20,
      (value) => `${value.toFixed(1)} MB`,
    ),
    ...measure(
      t("Event-loop delay"),
      ({ delayMs }) => delayMs,
      (value) => `${value.toFixed(1)} ms`,
    ),
  ];
}
