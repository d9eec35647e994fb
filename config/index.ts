/** Config modules: specs that are programs of the project, loaded where a person asked to run them. */
export { configModuleNames, inModule, isConfigModule, type LoadedModule, loadConfigModule } from "./load.ts";
