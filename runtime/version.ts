/** The build puts the package's version in place of this name. */
declare const SUPERTREE_VERSION: string;

export const version = SUPERTREE_VERSION;
