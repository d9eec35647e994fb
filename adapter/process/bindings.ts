import type Protocol from "devtools-protocol";
import {
  type Breakpoint,
  type BreakpointId,
  conditionText,
  type Place,
  type Site,
  type TextPlace,
} from "../../core/index.ts";
import type { Places } from "../places.ts";
import { type Cdp, onlyExpected, type ParamsOf } from "./cdp.ts";
import type { Functions } from "./functions.ts";
import type { Scripts } from "./scripts.ts";

type Request = ParamsOf<"Debugger.setBreakpointByUrl">;

/** One place where V8 was asked to stop for a breakpoint: a URL and a place in it, for all scripts that have or get that URL. */
interface Spot {
  /** V8's id; null until it has answered. */
  id: string | null;
  /** No longer wanted; to be removed once its id is known. */
  dropped: boolean;
  place: Place | null;
}

interface Entry {
  breakpoint: Breakpoint;
  spots: Map<string, Spot>;
}

type Tell = (breakpoint: BreakpointId, place: Place | null) => void;

/** The breakpoints of one process: where V8 has them and what it calls them. */
export class Bindings {
  readonly #cdp: Cdp;
  readonly #scripts: Scripts;
  readonly #places: Places;
  readonly #functions: Functions;
  readonly #tell: Tell;
  readonly #entries = new Map<BreakpointId, Entry>();
  readonly #owners = new Map<string, Entry>();

  constructor(cdp: Cdp, scripts: Scripts, places: Places, functions: Functions, tell: Tell) {
    this.#cdp = cdp;
    this.#scripts = scripts;
    this.#places = places;
    this.#functions = functions;
    this.#tell = tell;
  }

  /** Sets a breakpoint wherever its file is, or may come to be, in this process; what is set already stays. */
  bind(breakpoint: Breakpoint): void {
    const entry = this.#entries.get(breakpoint.id) ?? { breakpoint, spots: new Map() };
    this.#entries.set(breakpoint.id, entry);
    const wanted = this.#requests(breakpoint);
    for (const [key, spot] of entry.spots) if (!wanted.has(key)) this.#drop(entry, key, spot);
    for (const [key, request] of wanted) if (!entry.spots.has(key)) void this.#set(entry, key, request);
    this.#report(entry);
  }

  unbind(id: BreakpointId): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    for (const [key, spot] of entry.spots) this.#drop(entry, key, spot);
  }

  /** Which breakpoints V8 stopped for, by its names of them; not those that it found in a text other than the one they are meant for. */
  hit(names: readonly string[], scriptId: string): BreakpointId[] {
    return names.flatMap((name) => {
      const entry = this.#owners.get(name);
      return entry && this.#isMeant(entry.breakpoint, scriptId) ? [entry.breakpoint.id] : [];
    });
  }

  /** V8 found the place of a breakpoint in a script that was loaded just now. */
  async resolved(name: string, location: Protocol.Debugger.Location): Promise<void> {
    await null; // the answer that gives it its name may have come just before
    const entry = this.#owners.get(name);
    const spot = entry && [...entry.spots.values()].find(({ id }) => id === name);
    if (!entry || !spot) return;
    const place = await this.#placeOf(entry.breakpoint, location);
    if (place === null) return;
    spot.place = place;
    this.#report(entry);
  }

  clear(): void {
    this.#entries.clear();
    this.#owners.clear();
  }

  #requests(breakpoint: Breakpoint): Map<string, Request> {
    const { site, id } = breakpoint;
    const condition = conditionText(id, breakpoint);
    if (site.is === "line") return this.#onLine(site, condition);
    const requests = new Map<string, Request>();
    for (const { url, places } of this.#functions.placesOf(site.name))
      for (const place of places) requests.set(...inCode(url, place, condition));
    return requests;
  }

  /** By URL, so that every later script of that URL has it too. A mapped file is asked for where its code is, and unmapped only where it was reloaded. */
  #onLine({ file, line, column }: Extract<Site, { is: "line" }>, condition: string): Map<string, Request> {
    const ownUrl = this.#places.urlOfFile(file);
    const made = this.#scripts.madeFrom(file);
    const query = made.some(({ url }) => url === ownUrl) ? "\\?hot=\\d+" : "(\\?.*)?";
    const requests = new Map<string, Request>();
    const plain = { urlRegex: `^${escaped(ownUrl)}${query}$`, lineNumber: line - 1 };
    requests.set(plain.urlRegex, { ...plain, ...(column === null ? {} : { columnNumber: column - 1 }), condition });
    for (const { url, mapping } of made)
      for (const code of mapping.generated(file, line, column)) requests.set(...inCode(url, code, condition));
    return requests;
  }

  async #set(entry: Entry, key: string, request: Request): Promise<void> {
    const spot: Spot = { id: null, dropped: false, place: null };
    entry.spots.set(key, spot);
    try {
      const { breakpointId, locations } = await this.#cdp.call("Debugger.setBreakpointByUrl", request);
      spot.id = breakpointId;
      if (spot.dropped) return this.#remove(breakpointId);
      this.#owners.set(breakpointId, entry);
      for (const location of locations) spot.place ??= await this.#placeOf(entry.breakpoint, location);
    } catch (error) {
      onlyExpected(error); // another breakpoint has this very place, and the process stops there for that one
      spot.id = "";
      spot.place = this.#placeOfOther(key);
    }
    this.#report(entry);
  }

  #placeOfOther(key: string): Place | null {
    const others = [...this.#entries.values()].map(({ spots }) => spots.get(key)?.place ?? null);
    return others.find((place) => place !== null) ?? null;
  }

  #drop(entry: Entry, key: string, spot: Spot): void {
    entry.spots.delete(key);
    spot.dropped = true;
    if (spot.id) this.#remove(spot.id);
  }

  #remove(breakpointId: string): void {
    this.#owners.delete(breakpointId);
    this.#cdp.tell("Debugger.removeBreakpoint", { breakpointId });
  }

  #report({ breakpoint, spots }: Entry): void {
    const all = [...spots.values()];
    if (all.some(({ id }) => id === null)) return;
    this.#tell(breakpoint.id, all.find(({ place }) => place !== null)?.place ?? null);
  }

  /** The place in the file as the editor has it; null when the location is in some other text. */
  async #placeOf(breakpoint: Breakpoint, location: Protocol.Debugger.Location): Promise<Place | null> {
    const script = this.#scripts.get(location.scriptId);
    if (!script) return null;
    const code = { line: location.lineNumber + 1, column: (location.columnNumber ?? 0) + 1 };
    const mapping = await script.mapping;
    const place = mapping ? mapping.original(code) : { ...code, file: script.file };
    const { site } = breakpoint;
    if (!place || place.file === null || (site.is === "line" && place.file !== site.file)) return null;
    const isByColumn = site.is === "function" || site.column !== null;
    return { file: place.file, line: place.line, column: isByColumn ? place.column : null };
  }

  /** A breakpoint by line of the source means nothing in a script that was made from it under the same URL. */
  #isMeant({ site }: Breakpoint, scriptId: string): boolean {
    if (site.is === "function") return true;
    const script = this.#scripts.get(scriptId);
    const mapping = script && this.#scripts.mappingOf(script.url);
    return !mapping || mapping.files.includes(site.file);
  }
}

/** One place in code, under a name that tells it from all others. */
function inCode(url: string, { line, column }: TextPlace, condition: string): [string, Request] {
  return [`${url}:${line}:${column}`, { url, lineNumber: line - 1, columnNumber: column - 1, condition }];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
