/** OTLP's nanoseconds since the epoch, as a text or a number → microseconds, to a quarter; 0 for what is no time. */
export function microseconds(nanos: string | number): number {
  if (typeof nanos === "number") return Math.max(0, nanos / 1000);
  if (!/^\d{1,20}$/.test(nanos)) return 0;
  const whole = nanos.slice(0, -3);
  return Number(whole === "" ? "0" : whole) + Number(nanos.slice(-3)) / 1000;
}

/** The other half. */
export function nanoseconds(micros: number): string {
  const whole = Math.floor(micros);
  return String(BigInt(whole) * 1000n + BigInt(Math.round((micros - whole) * 1000)));
}
