// Writes docs/supertree.schema.json, the spec's JSON Schema for editors: `node --import tsx scripts/schema.mjs`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { specJsonSchema } from "../spec/index.ts";

const file = fileURLToPath(new URL("../docs/supertree.schema.json", import.meta.url));
const biome = fileURLToPath(new URL("../node_modules/@biomejs/biome/bin/biome", import.meta.url));
writeFileSync(file, JSON.stringify(specJsonSchema()));
execFileSync(process.execPath, [biome, "format", "--write", file], { stdio: "inherit" });
