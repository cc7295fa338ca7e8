import { DecodeError, MAX_STREAM_DEPTH } from '../layout'
import { Budget } from './budget'
import { Values, ValuesStack } from './instance'
import { compileNodes, type Part } from './nodes'
import { TemplateCodeReader } from './template-code'
import { TemplateStore } from './template-store'
import { FRAGMENT_HEADER, KIND_MASK, TEMPLATE_INSTANCE } from './tokens'

const NO_VALUES = new Values()

/** A readable stream: compiled parts and the values that fill them. */
export interface Fragment {
  readonly parts: readonly Part[]
  readonly values: Values
}

/** Opens BinXML streams of one chunk: record bodies, values of type 0x21, instances among elements. */
export class FragmentReader {
  chunk: Uint8Array = new Uint8Array(0)
  private readonly budget = new Budget()
  private readonly stack = new ValuesStack()
  private readonly reader: TemplateCodeReader
  private depth = 0

  /**
   * @param templates where definitions come from
   * @param strictNames refuse streams whose names do not fit their hashes: bytes that no checksum covers
   */
  constructor(
    readonly templates = new TemplateStore(),
    strictNames = false,
  ) {
    this.reader = new TemplateCodeReader(strictNames)
  }

  /** Units charged since the chunk began (budget.ts). */
  get spentInChunk(): number {
    return this.budget.spentInChunk
  }

  /** @param renewed whether what a chunk may make is granted anew; else it goes on with what is left of the chunk before */
  startChunk(chunk: Uint8Array, renewed = true): void {
    this.chunk = chunk
    this.templates.startChunk(renewed)
    if (renewed) this.budget.startChunk()
    this.reset()
  }

  /** Forgets open streams after a failed record. */
  reset(): void {
    this.stack.reset()
    this.depth = 0
  }

  /**
   * Reads the stream at [from, to) and hands it to `use`; what `use` gets is valid only during the call.
   * @throws DecodeError
   */
  open<R>(from: number, to: number, use: (fragment: Fragment) => R): R {
    if (this.depth === 0) this.budget.startRecord()
    if (++this.depth > MAX_STREAM_DEPTH) throw new DecodeError('streams nest too deep')
    let at = from
    while (at < to && (this.chunk[at]! & KIND_MASK) === FRAGMENT_HEADER) at += 4
    if (at >= to) throw new DecodeError('stream is empty')
    let result: R
    if ((this.chunk[at]! & KIND_MASK) === TEMPLATE_INSTANCE) result = this.instance(at, to, use)
    else {
      const code = this.reader.read(this.chunk, at, to, false, (instance) => this.skipInstance(instance, to))
      // Outside a definition there are no values to repeat.
      const extent = { units: code.length, depth: this.reader.depth, repeats: 0 }
      this.budget.enter(extent, 0)
      result = use({ parts: compileNodes(code).parts, values: NO_VALUES })
      this.budget.leave(extent)
    }
    this.depth--
    return result
  }

  /** The instance whose token stands at `at`. */
  instance<R>(at: number, to: number, use: (fragment: Fragment) => R): R {
    const values = this.stack.take()
    values.read(this.chunk, at, to, this.templates)
    const { parts, extent } = values.template!
    this.budget.enter(extent, values.end - at)
    const result = use({ parts, values })
    this.budget.leave(extent)
    this.stack.release()
    return result
  }

  /** Charges text that is written more often than once for its stream (budget.ts). @throws DecodeError */
  spend(units: number): void {
    this.budget.spend(units)
  }

  private skipInstance(at: number, to: number): number {
    const values = this.stack.take()
    values.read(this.chunk, at, to, this.templates)
    this.stack.release()
    return values.end
  }
}
