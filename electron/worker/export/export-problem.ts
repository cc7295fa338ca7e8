/** Why nothing was written, in a sentence. */
export class ExportProblem extends Error {}
