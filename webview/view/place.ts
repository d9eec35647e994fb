import { noChange } from "lit";
import { Directive, directive, type ElementPart, PartType } from "lit/directive.js";

/** Custom properties of one element, for example `{ "--x": "12px" }`; null takes one away. */
export type Properties = Readonly<Record<string, string | null>>;

/** `<div ${properties({ "--x": "12px" })}>`: sets them through the CSSOM, since the content security policy forbids style attributes. */
class PropertiesDirective extends Directive {
  private known: Properties = {};

  override render(_properties: Properties) {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Properties]) {
    if (part.type !== PartType.ELEMENT || !("style" in part.element)) return noChange;
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.known[name] === value) continue;
      if (value === null) style.removeProperty(name);
      else style.setProperty(name, value);
    }
    this.known = properties;
    return noChange;
  }
}

export const properties = directive(PropertiesDirective);
