/** Bytes of a module compiled by build/record-loop.mjs, in base64. */
declare module '*?wasm' {
  const base64: string
  export default base64
}

/** The part of it that is used; Node's types leave it to the DOM's. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>)
    readonly exports: unknown
  }
}
