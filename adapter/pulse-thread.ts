import { workerData } from "node:worker_threads";
import { pulse } from "../client/pulse.ts";

void pulse(workerData);
