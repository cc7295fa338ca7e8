import base64 from '../core/evtx/wasm/index.ts?wasm'
import type { LoopExports, LoopModule } from '../core/evtx/record-loop'

/** The record loop, compiled for this machine; null where WebAssembly or its SIMD is missing: then TypeScript reads everything. */
export const recordLoop: LoopModule | null = compiled()

function compiled(): LoopModule | null {
  try {
    const module = new WebAssembly.Module(Buffer.from(base64, 'base64'))
    return (host) => {
      const { exports }: { exports: unknown } = new WebAssembly.Instance(module, { host })
      return exports as LoopExports
    }
  } catch {
    return null
  }
}
