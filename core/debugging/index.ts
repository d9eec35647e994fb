/** Decides what a debug session does next. Start with `react`. */
export { conditionText, faultIn, parseLog, reporter } from "./condition.ts";
export { functionPlaces } from "./function-places.ts";
export type * from "./happenings.ts";
export type * from "./model.ts";
export { newSession, react } from "./react.ts";
export { type ArgumentsOf, type CommandOfClient, decodeRequest, type Request } from "./requests.ts";
export { type Mapping, readMap, type TextPlace } from "./source-map.ts";
