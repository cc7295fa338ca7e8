/** Bounds of what a place lists. Apart from the schemas, so that the page carries no zod. */

/** Logs of a place that are listed; a person who is offered more names a folder further down. */
export const LISTED_LIMIT = 2_000
/** So many are ticked before a person has chosen. */
export const TICKED_LIMIT = 200
