import type { Answer, CommandName, Params } from "../../wire/index.ts";
import type { Client } from "../service/clients.ts";

/** What answers a command: at once, or with a promise when it takes time. An expected failure is a thrown `Refusal`. */
export type Handler<C extends CommandName> = (params: Params<C>, from: Client) => Answer<C> | Promise<Answer<C>>;

/** One handler for each of some commands; together they have to be all (`Handlers<CommandName>`). */
export type Handlers<C extends CommandName> = { readonly [Name in C]: Handler<Name> };
