import { u16, u32 } from '../../bytes/little-endian'
import { DecodeError, MAX_VALUES } from '../layout'
import type { Template, TemplateStore } from './template-store'
import { TYPE_NULL } from './tokens'

/** The substitution values of one template instance: where each lies in the chunk and of what type. Reused from record to record. */
export class Values {
  template: Template | null = null
  count = 0
  /** Position behind the last value. */
  end = 0
  readonly offsets = new Uint32Array(MAX_VALUES)
  readonly sizes = new Uint16Array(MAX_VALUES)
  readonly types = new Uint8Array(MAX_VALUES)

  /** Type of a slot; NULL beyond the values present (evtx-format 5). */
  type(slot: number): number {
    return slot < this.count ? this.types[slot]! : TYPE_NULL
  }

  /**
   * Reads the instance whose token (0C) stands at `at`. Only descriptors are read, no value is decoded.
   * @throws DecodeError where definition or values do not fit in [at, to)
   */
  read(chunk: Uint8Array, at: number, to: number, templates: TemplateStore): void {
    if (at + 14 > to) throw new DecodeError('template instance is cut off')
    const id = u32(chunk, at + 2)
    const definition = u32(chunk, at + 6)
    const inline = definition === at + 10
    this.template = templates.at(chunk, definition, id)
    const table = inline ? definition + this.template.byteLength : at + 10
    if (table + 4 > to) throw new DecodeError('template instance is cut off')
    const count = u32(chunk, table)
    if (count > MAX_VALUES) throw new DecodeError(`template instance claims ${count} values`)
    let value = table + 4 + 4 * count
    if (value > to) throw new DecodeError('value descriptors run past the record')
    for (let i = 0, d = table + 4; i < count; i++, d += 4) {
      const size = u16(chunk, d)
      this.offsets[i] = value
      this.sizes[i] = size
      this.types[i] = chunk[d + 2]!
      value += size
    }
    if (value > to) throw new DecodeError('value past end')
    this.count = count
    this.end = value
  }
}

/** `Values` objects by depth of nesting, so that streams within streams never share one. */
export class ValuesStack {
  private readonly free: Values[] = []
  private used = 0

  take(): Values {
    const values = this.free[this.used] ?? new Values()
    this.free[this.used++] = values
    return values
  }

  release(): void {
    this.used--
  }

  reset(): void {
    this.used = 0
  }
}
