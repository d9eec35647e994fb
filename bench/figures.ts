/** One line of `npm run bench -- NAME --json`. `floor` and `peer` are in the same unit, measured in the same run; null where there is none. */
export interface Figure {
  name: string;
  value: number;
  unit: "ns" | "ms" | "MB" | "per_s" | "KB" | "%";
  floor: number | null;
  peer: number | null;
}

/** The figure as one line of JSON, with its ratios. */
export function asJson({ name, value, unit, floor, peer }: Figure): string {
  const ratio = (to: number | null) => (to === null ? null : round(value / to));
  return JSON.stringify({
    name,
    value: round(value),
    unit,
    floor: floor === null ? null : round(floor),
    peer: peer === null ? null : round(peer),
    ratio_to_floor: ratio(floor),
    ratio_to_peer: ratio(peer),
  });
}

/** The figure for a person: `launch 50: 2400 ms = 1.2 × floor (2000 ms)`. */
export function asText({ name, value, unit, floor, peer }: Figure): string {
  const against = (word: string, other: number | null) =>
    other === null ? "" : ` = ${round(value / other)} × ${word} (${round(other)} ${unit})`;
  return `${name}: ${round(value)} ${unit}${against("floor", floor)}${against("peer", peer)}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("the median of no values");
  return middle;
}

const round = (value: number) => Number(value.toPrecision(3));
