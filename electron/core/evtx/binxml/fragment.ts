import { DecodeError, MAX_STREAM_DEPTH } from '../layout'
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
  readonly templates = new TemplateStore()
  private readonly stack = new ValuesStack()
  private readonly reader = new TemplateCodeReader()
  private depth = 0

  startChunk(chunk: Uint8Array): void {
    this.chunk = chunk
    this.templates.startChunk()
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
    if (++this.depth > MAX_STREAM_DEPTH) throw new DecodeError('streams nest too deep')
    let at = from
    while (at < to && (this.chunk[at]! & KIND_MASK) === FRAGMENT_HEADER) at += 4
    if (at >= to) throw new DecodeError('stream is empty')
    let result: R
    if ((this.chunk[at]! & KIND_MASK) === TEMPLATE_INSTANCE) result = this.instance(at, to, use)
    else {
      const code = this.reader.read(this.chunk, at, to, false, (instance) => this.skipInstance(instance, to))
      result = use({ parts: compileNodes(code), values: NO_VALUES })
    }
    this.depth--
    return result
  }

  /** The instance whose token stands at `at`. */
  instance<R>(at: number, to: number, use: (fragment: Fragment) => R): R {
    const values = this.stack.take()
    values.read(this.chunk, at, to, this.templates)
    const result = use({ parts: values.template!.parts, values })
    this.stack.release()
    return result
  }

  private skipInstance(at: number, to: number): number {
    const values = this.stack.take()
    values.read(this.chunk, at, to, this.templates)
    this.stack.release()
    return values.end
  }
}
