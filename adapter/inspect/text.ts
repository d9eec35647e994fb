import type Protocol from "devtools-protocol";

type RemoteObject = Protocol.Runtime.RemoteObject;
type Preview = Protocol.Runtime.ObjectPreview;

/** A value as one line: `{id: "a", n: 3}`, `(3) [1, 2, 3]`, `Map(1) {"a" => 1}`, `ƒ work(d)`; whole numbers as `0x2a` where asked for. */
export function textOf(value: RemoteObject, hex = false): string {
  if (hex && isWhole(value)) return hexText(value);
  if (value.preview && isListed(value)) return previewText(value.preview, value);
  return plainText(value.type, value.subtype, value.description ?? value.unserializableValue, value.value);
}

/** Its class, for the editor: `Array`, `Map`, `number`. */
export function typeOf({ className, subtype, type }: RemoteObject): string {
  return className ?? subtype ?? type;
}

/** How many elements an array or a typed array has; null for anything else. */
export function lengthOf({ subtype, description }: RemoteObject): number | null {
  if (subtype !== "array" && subtype !== "typedarray") return null;
  const match = /\((\d+)\)$/.exec(description ?? "");
  return match ? Number(match[1]) : null;
}

function isWhole({ type, value }: RemoteObject): boolean {
  return type === "bigint" || (type === "number" && Number.isSafeInteger(value));
}

function hexText({ type, value, unserializableValue = "" }: RemoteObject): string {
  const number = BigInt(type === "bigint" ? unserializableValue.replace(/n$/, "") : value);
  return `${number < 0n ? "-" : ""}0x${(number < 0n ? -number : number).toString(16)}${type === "bigint" ? "n" : ""}`;
}

function isListed({ type, subtype }: RemoteObject): boolean {
  const said = ["error", "date", "regexp", "promise", "proxy", "null"];
  return type === "object" && !(subtype !== undefined && said.includes(subtype));
}

function previewText(preview: Preview, { description = "Object" }: RemoteObject): string {
  const { subtype, properties, entries, overflow } = preview;
  const more = overflow ? ", …" : "";
  const shown = properties.map((property) => ({ name: property.name, text: propertyText(property) }));
  if (subtype === "array" || subtype === "typedarray") {
    const name = description.replace(/\(\d+\)$/, "");
    const head = name === "Array" ? description.slice("Array".length) : description;
    return `${head} [${shown.map(({ name, text }) => (/^\d+$/.test(name) ? text : `${name}: ${text}`)).join(", ")}${more}]`;
  }
  if (entries) {
    const listed = entries.map(({ key, value }) =>
      key ? `${nestedText(key)} => ${nestedText(value)}` : nestedText(value),
    );
    return `${description} {${listed.join(", ")}${more}}`;
  }
  const body = `{${shown.map(({ name, text }) => `${name}: ${text}`).join(", ")}${more}}`;
  return description === "Object" ? body : `${description} ${body}`;
}

function propertyText({ type, subtype, value }: Protocol.Runtime.PropertyPreview): string {
  if (type === "accessor") return "(...)";
  if (type === "function") return "ƒ";
  if (type === "object" && value === "Object") return "{…}";
  return plainText(type, subtype, value, value);
}

function nestedText(preview: Preview): string {
  if (preview.type === "object" && preview.subtype !== "null") return previewText(preview, preview);
  return plainText(preview.type, preview.subtype, preview.description, preview.description);
}

function plainText(type: string, subtype: string | undefined, description: string | undefined, value: unknown): string {
  if (type === "string") return JSON.stringify(value ?? description ?? "");
  if (type === "undefined") return "undefined";
  if (subtype === "null") return "null";
  if (type === "function") return functionText(description ?? "");
  if (subtype === "error") return (description ?? "").split("\n")[0] ?? "";
  return description ?? String(value);
}

/** Its head on one line; the body is in the source. */
function functionText(source: string): string {
  const head = /^(class\s[^{]*|[^{]*?\)|[^=]*=>)/.exec(source)?.[0] ?? source;
  return `ƒ ${head
    .replace(/^(async\s+)?function\s*/, "$1")
    .replace(/\s+/g, " ")
    .trim()}`;
}
