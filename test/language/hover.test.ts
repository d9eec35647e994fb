import assert from "node:assert/strict";
import { test } from "node:test";
import { hoverAt } from "../../language/hover.ts";
import { cursor } from "./cursor.ts";

function check(marked: string, expected: string | null): void {
  const { document, position } = cursor(marked);
  const contents = hoverAt(document, position)?.contents;
  assert.equal(contents && typeof contents === "object" && "value" in contents ? contents.value : null, expected);
}

const child = (lines: string) => `name: fleet\nchildren:\n  - id: a\n${lines.replace(/^/gm, "    ")}`;

test("a plan is explained in a sentence", () => {
  const sentence = "1st exit: restart at once; 2nd: restart after 5s; 3rd: end `fleet` with its reason.";
  check(child("pl<|>an: [restart, { restart: 5s }, stop]"), sentence);
  check(child("plan: [restart, { restart: 5<|>s }, stop]"), sentence);
  check(
    child("plan: [wa<|>it]"),
    "1st exit: stay down until somebody restarts it. The plan is run once; the exit after that ends `fleet`.",
  );
  check(
    child("plan: [{ restart: 1s }]\ncount: 2").replace("plan", "pl<|>an"),
    "1st exit: restart after 1s. The plan is run twice; the exit after that ends `fleet`.",
  );
  check(
    child("plan: [restart, restart]\ncount: infinity").replace("plan", "pl<|>an"),
    "1st exit: restart at once; 2nd: restart at once. Then the plan begins anew, without end.",
  );
  check(child("p<|>lan: []"), "The first exit ends `fleet`: the plan is empty.");
  check(child("p<|>lan: [restart]\ncount: 0"), "The first exit ends `fleet`: the plan may be run 0 times.");
});

test("every plan element has words", () => {
  check(
    child("p<|>lan: default"),
    "1st exit: on normal forget it, on shutdown forget it, otherwise restart at once. The plan is run once; the exit after that ends `fleet`.",
  );
  check(
    child("p<|>lan: [{ restart: { delay: 1s, jitter: 0.2 } }, { stop: tired }]"),
    "1st exit: restart after 1s, 2 times longer each time up to 1m, ±20 %; 2nd: end `fleet` with the reason `tired`.",
  );
  check(
    child(
      "p<|>lan: [{ when: [{ code: [1, 2], restarts: { at_most: 3 }, do: restart }, { signal: SIGKILL, do: delete }, { do: stop }] }]",
    ),
    "1st exit: on exit code 1 or 2 and at most 3 restarts restart at once, on SIGKILL forget it, otherwise end `fleet` with its reason. " +
      "The plan is run once; the exit after that ends `fleet`.",
  );
});

test("the supervisor that a plan ends is named", () => {
  check("name: fleet\ndefault: { run: a, p<|>lan: [stop] }", "1st exit: end `fleet` with its reason.");
  check(
    "name: fleet\nchildren:\n  - id: devices\n    supervisor:\n      default: { run: a, pl<|>an: [stop] }\n    children: { from: 1, to: 2, id: d{n} }",
    "1st exit: end `devices` with its reason.",
  );
});

test("a key says what it means", () => {
  check(
    "name: t\nstrat<|>egy: one_for_all",
    "Who is restarted along with a crashed child: nobody, all siblings, or those started after it. Default one_for_one.",
  );
  check(child("run: a\nready: { po<|>rt: 80 }"), "Ready once something listens on this TCP port.");
  check(child("plan: [re<|>strat]"), "What to do at one exit of this child.");
  check("name: t\nnonse<|>nse: 1", null);
  check("name: t\n<|>\n", null);
});
