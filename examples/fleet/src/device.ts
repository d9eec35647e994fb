/** One simulated device, run directly: `node --import tsx src/device.ts device-7`. */
import { connect } from "mqtt";
import { type Reading, readingOf } from "./readings.js";
import { carrier, SpanKind, traced } from "./tracing.js";

interface Device {
  id: string;
  seq: number;
  temperature: number;
  history: Reading[];
  settings: Map<string, number>;
  place: { building: string; room: { floor: number; number: number } };
}

const id = process.argv[2];
if (!id) throw new Error("Say which device this is: node --import tsx src/device.ts device-1");
const number = Number(/\d+$/.exec(id)?.[0] ?? 1);

const device: Device = {
  id,
  seq: 0,
  temperature: 18 + (number % 8),
  history: [],
  settings: new Map([
    ["intervalMs", 500],
    ["drift", 0.4],
    ["keep", 120],
  ]),
  place: { building: "north", room: { floor: 1 + (number % 3), number } },
};

/** Takes one reading. Edit this function while the fleet runs and reload it: the sequence number goes on. */
function measure(): Reading {
  device.seq += 1;
  device.temperature = drift(device.temperature);
  const celsius = Math.round(device.temperature * 10) / 10;
  const reading: Reading = {
    id: device.id,
    pid: process.pid,
    seq: device.seq,
    celsius,
    at: Date.now(),
    label: celsius > 24 ? "warm" : "ok",
  };
  remember(reading);
  return reading;
}

/** A small step up or down that stays between 15 and 30 degrees. */
function drift(temperature: number): number {
  const step = (Math.random() - 0.5) * setting("drift");
  return Math.min(30, Math.max(15, temperature + step));
}

function remember(reading: Reading): void {
  device.history.push(reading);
  if (device.history.length > setting("keep")) device.history.shift();
}

function setting(name: string): number {
  const value = device.settings.get(name);
  if (value === undefined) throw new Error(`${device.id} has no setting ${name}`);
  return value;
}

const client = connect({
  host: "127.0.0.1",
  port: Number(process.env.BROKER_PORT ?? 18830),
  clientId: device.id,
  reconnectPeriod: 500,
});
client.on("connect", () => console.log(`${device.id} is connected`));
client.on("error", (error) => console.error(`${device.id}: ${error.message}`));

// The arrow looks `publish` up anew at each tick, so the timer always runs its newest version.
const timer = setInterval(() => publish(), setting("intervalMs"));

function publish(): void {
  traced("reading", SpanKind.PRODUCER, null, (span) => {
    const reading = measure();
    span.setAttributes({ "device.seq": reading.seq, "device.celsius": reading.celsius });
    // A reading that cannot be sent now is lost, as on a real sensor.
    if (client.connected) client.publish(readingOf(device.id), JSON.stringify({ ...reading, ...carrier() }));
  });
}

process.once("SIGTERM", () => {
  clearInterval(timer);
  client.end(!client.connected, () => process.exit(0));
});
