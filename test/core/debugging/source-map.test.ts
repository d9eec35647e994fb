import assert from "node:assert/strict";
import { test } from "node:test";
import { transformSync } from "esbuild";
import { readMap } from "../../../core/index.ts";

const source = `interface Shape { side: number }

class Square {
  name = "square";
  area(shape: Shape) {
    return shape.side ** 2;
  }
}
const square = new Square();
console.log(square.area({ side: 3 }));
`;

/** All on one line, as tsx makes it. */
const { code, map } = transformSync(source, {
  loader: "ts",
  sourcemap: "external",
  minifyWhitespace: true,
  sourcefile: "/app/shape.ts",
});
const mapping = readMap(map, "file:///app/shape.ts", {
  fileOf: (url) => url.replace("file://", ""),
  textOf: () => "",
});

/** The code at which a breakpoint on this line of the source is set. */
function codeAt(line: number): string {
  const [place] = mapping.generated("/app/shape.ts", line, null);
  return place ? (code.split("\n")[place.line - 1] ?? "").slice(place.column - 1, place.column + 10) : "nowhere";
}

test("a line of the source leads to its code, a line without code to the next that has some", () => {
  assert.deepEqual(mapping.files, ["/app/shape.ts"]);
  assert.equal(codeAt(6), "return shap");
  assert.equal(codeAt(2), "class Squar");
  assert.equal(codeAt(10), "console.log");
  assert.equal(codeAt(99), "nowhere");
});

test("a declaration is stopped at behind its keyword", () => {
  assert.equal(codeAt(9), "square=new ");
});

test("a place in the code leads back to its line", () => {
  const column = code.indexOf("return") + 1;
  assert.deepEqual(mapping.original({ line: 1, column }), { file: "/app/shape.ts", line: 6, column: 5 });
});
