// Asks the real ones: `node --import tsx test/oracle/record.ts otp|elixir|director [folder of director's beams]`; see README.md.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replay } from "./replay.ts";
import { type Fixture, type Judge, type Judgement, judges, type Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";
import { termsOf } from "./terms.ts";

const [named, directorFolder] = process.argv.slice(2);
const judge = judges.find((one) => one === named);
if (!judge || (judge === "director" && !directorFolder)) {
  console.error(`usage: record.ts ${judges.join("|")} [folder of director's compiled modules, for director]`);
  process.exit(2);
}
const fixture: Fixture = { judge: versionsOf(judge), scenarios: record(judge, scenarios[judge]) };
writeFileSync(join(import.meta.dirname, "fixtures", `${judge}.json`), `${JSON.stringify(fixture, null, 1)}\n`);
console.log(`${fixture.scenarios.length} scenarios judged by ${fixture.judge}`);

function record(judge: Judge, asked: readonly Scenario[]): Judgement[] {
  const folder = mkdtempSync(join(tmpdir(), "supertree-oracle-"));
  try {
    const sources = readdirSync(join(import.meta.dirname, "judges")).map((name) =>
      join(import.meta.dirname, "judges", name),
    );
    execFileSync("erlc", ["-o", folder, ...sources], { stdio: "inherit" });
    const [terms, trace] = [join(folder, "scenarios.terms"), join(folder, "trace")];
    writeFileSync(terms, `%% -*- coding: utf-8 -*-\n${termsOf(asked)}`);
    const call = `oracle:main([${JSON.stringify(judge)}, ${JSON.stringify(terms)}, ${JSON.stringify(trace)}])`;
    execFileSync("erl", ["-noshell", "-pa", folder, ...libraries(judge), "-eval", `${call}.`], {
      stdio: "inherit",
      env: { ...process.env, ERL_CRASH_DUMP_SECONDS: "0" },
    });
    return judgements(judge, readFileSync(trace, "utf8"), asked);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function judgements(judge: Judge, trace: string, asked: readonly Scenario[]): Judgement[] {
  const told = trace.split(/^# /m).slice(1);
  return asked.map((scenario, index) => {
    const [name, ...lines] = (told[index] ?? "").trimEnd().split("\n");
    if (scenario.name !== name) throw new Error(`instead of ${scenario.name} the judge told ${name}`);
    const judged = { ...scenario, trace: lines.map((line) => line.trimEnd()) };
    return scenario.differs ? { ...judged, core: replay(judge, scenario) } : judged;
  });
}

function libraries(judge: Judge): string[] {
  if (judge === "director") return ["-pa", directorFolder ?? ""];
  return judge === "elixir" ? ["-pa", join(evaluate("elixir", "IO.write(:code.lib_dir(:elixir))"), "ebin")] : [];
}

function versionsOf(judge: Judge): string {
  const otp = `OTP ${evaluate("erl", "io:put_chars(erlang:system_info(otp_release)), halt().")}`;
  if (judge === "otp") return otp;
  if (judge === "elixir") return `Elixir ${evaluate("elixir", "IO.write(System.version())")} on ${otp}`;
  const module = "application:load(director), {ok, V} = application:get_key(director, vsn), io:put_chars(V), halt().";
  return `director ${evaluate("erl", module, ["-pa", directorFolder ?? ""])} on ${otp}`;
}

function evaluate(program: "erl" | "elixir", text: string, paths: readonly string[] = []): string {
  const args = program === "erl" ? ["-noshell", ...paths, "-eval", text] : ["-e", text];
  return execFileSync(program, args, { encoding: "utf8" });
}
