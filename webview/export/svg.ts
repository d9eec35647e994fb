import type { Drawing, Spot } from "../tree/drawing.ts";
import { stateLook, type Tone } from "../tree/look.ts";

/** How a picture on its own is coloured: the theme stays in the editor. */
export interface Ink {
  paper: string;
  text: string;
  quiet: string;
  tone: Record<Tone, string>;
}

/** The drawing as a picture on its own: what is open is open, what is closed is closed. */
export function svgOf({ spots, links, width, height }: Drawing, ink: Ink): string {
  const lines = links.map(({ from, to }) => {
    const bend = (from.x + to.x) / 2;
    return `<path d="M${from.x} ${from.y}C${bend} ${from.y} ${bend} ${to.y} ${to.x} ${to.y}" fill="none" stroke="${ink.quiet}"/>`;
  });
  const size = `width="${Math.ceil(width) + 32}" height="${Math.ceil(height) + 32}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="-16 -16 ${Math.ceil(width) + 32} ${Math.ceil(height) + 32}" font-family="system-ui, sans-serif">`,
    `<rect x="-16" y="-16" width="100%" height="100%" fill="${ink.paper}"/>`,
    ...lines,
    ...spots.map((spot) => boxOf(spot, ink)),
    "</svg>",
    "",
  ].join("\n");
}

function boxOf({ branch, x, y, width, height }: Spot, { paper, text, quiet, tone }: Ink): string {
  const stroke = branch.kind === "group" ? quiet : tone[stateLook[branch.node.state].tone];
  const round = branch.kind === "supervisor" ? 18 : 6;
  const [name, facts] =
    branch.kind === "group"
      ? [
          `${branch.label} ×${branch.members.length}`,
          branch.states.map(({ state, count }) => `${count} ${stateLook[state].word}`).join(", "),
        ]
      : [
          branch.node.id,
          `${stateLook[branch.node.state].word}${branch.kind === "supervisor" ? ` · ${branch.node.strategy}` : ` · #${branch.node.incarnation}`}`,
        ];
  return [
    `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${paper}" stroke="${stroke}" stroke-width="1.5"/>`,
    `<text x="${x + 14}" y="${y + 23}" font-size="13" font-weight="600" fill="${text}">${escaped(name)}</text>`,
    `<text x="${x + 14}" y="${y + 42}" font-size="11" fill="${quiet}">${escaped(facts)}</text></g>`,
  ].join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
