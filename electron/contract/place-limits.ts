/** Bounds of what a place lists. Apart from the schemas, so that the page carries no zod. */

/** Entries of a folder that are shown, logs below it that are found, and logs that are copied at once. More are counted. */
export const LISTED_LIMIT = 2_000
