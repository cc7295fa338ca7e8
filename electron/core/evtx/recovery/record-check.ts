import { u32 } from '../../bytes/little-endian'
import { ValuesStack, type Values } from '../binxml/instance'
import { END_OF_STREAM, FRAGMENT_HEADER, KIND_MASK, TEMPLATE_INSTANCE, TYPE_BINXML } from '../binxml/tokens'
import { arrayItems, valueText } from '../binxml/value'
import { TYPE_ARRAY, TYPE_NULL } from '../binxml/tokens'
import { DecodeError, MAX_STREAM_DEPTH, RECORD_HEADER_SIZE, RECORD_TAIL_SIZE } from '../layout'
import type { NamedValue } from '../event'
import { MAX_RAW_VALUES, MAX_RECORD_TRAIL } from './limits'
import type { RecoveryTemplates, TemplateSource } from './recovery-templates'
import type { TemplateLibrary, Trust } from './template-library'

export interface CheckedRecord {
  /** The worst of its instances. */
  readonly source: TemplateSource
  readonly doubts: readonly string[]
  /** Values end where the record does. */
  readonly endsRight: boolean
  /** Values of the instances that have no definition, or of all, in order. */
  readonly raw: readonly NamedValue[]
}

const RANK: Readonly<Record<TemplateSource, number>> = { own: 0, borrowed: 1, none: 2 }

/** Looks through the instances of a record before anything is decoded: which definitions it has, and whether its values are what they ask for. */
export class RecordChecker {
  private readonly stack = new ValuesStack()
  private chunk: Uint8Array = new Uint8Array(0)
  private source: TemplateSource = 'own'
  private doubts = new Set<string>()
  private raw: NamedValue[] = []
  private listsAll = false

  constructor(private readonly templates: RecoveryTemplates) {}

  /**
   * @param listed `unnamed`: values of instances without a definition are listed. `all`: those of all instances, for a record that cannot be decoded.
   * @throws DecodeError where not even its values can be found
   */
  check(
    chunk: Uint8Array,
    record: number,
    end: number,
    listed: 'unnamed' | 'all' = 'unnamed',
  ): CheckedRecord {
    this.chunk = chunk
    this.listsAll = listed === 'all'
    this.source = 'own'
    this.doubts = new Set()
    this.raw = []
    this.stack.reset()
    this.templates.startRecord(chunk)
    const to = end - RECORD_TAIL_SIZE
    const valuesEnd = this.stream(record + RECORD_HEADER_SIZE, to, 0)
    const { source, raw } = this
    return {
      source,
      doubts: [...this.doubts],
      endsRight: valuesEnd === null || endsAt(chunk, valuesEnd, to),
      raw,
    }
  }

  /** Adds the sound definitions that a record uses to the library. Never throws on damage. */
  learn(chunk: Uint8Array, record: number, end: number, trust: Trust, library: TemplateLibrary): void {
    const { definitions } = this.templates
    const learnStream = (from: number, to: number, depth: number): void => {
      const at = instanceAt(chunk, from, to)
      if (at === null || at + 14 > to || depth > MAX_STREAM_DEPTH) return
      const definition = definitions.at(chunk, u32(chunk, at + 6), u32(chunk, at + 2))
      if (definition) library.learn(definition, trust)
      const values = this.stack.take()
      this.templates.readValues(chunk, at, to, values)
      for (let i = 0; i < values.count; i++)
        if (values.types[i] === TYPE_BINXML && values.sizes[i]! > 0)
          learnStream(values.offsets[i]!, values.offsets[i]! + values.sizes[i]!, depth + 1)
      this.stack.release()
    }
    this.stack.reset()
    try {
      learnStream(record + RECORD_HEADER_SIZE, end - RECORD_TAIL_SIZE, 0)
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error
    }
  }

  /** @returns position behind the values; null for a stream of elements, which says itself where it ends */
  private stream(from: number, to: number, depth: number): number | null {
    if (depth > MAX_STREAM_DEPTH) throw new DecodeError('streams nest too deep')
    const at = instanceAt(this.chunk, from, to)
    if (at === null) return null
    const values = this.stack.take()
    const { source, doubt } = this.templates.resolve(at, to, values)
    if (RANK[source] > RANK[this.source]) this.source = source
    if (doubt !== null) this.doubts.add(doubt)
    for (let i = 0; i < values.count; i++) {
      const offset = values.offsets[i]!
      const size = values.sizes[i]!
      if (values.types[i] === TYPE_BINXML && size > 0) this.stream(offset, offset + size, depth + 1)
      else if (source === 'none' || this.listsAll) this.list(values, i)
    }
    this.stack.release()
    return values.end
  }

  private list(values: Values, i: number): void {
    const type = values.types[i]!
    const size = values.sizes[i]!
    if (type === TYPE_NULL || size === 0 || this.raw.length >= MAX_RAW_VALUES) return
    const texts =
      type & TYPE_ARRAY
        ? arrayItems(type, this.chunk, values.offsets[i]!, size)
        : [valueText(type, this.chunk, values.offsets[i]!, size)]
    for (const text of texts) if (this.raw.length < MAX_RAW_VALUES) this.raw.push([null, text])
  }
}

/** Where the stream's template instance stands; null if it holds elements. @throws DecodeError where it holds neither */
function instanceAt(chunk: Uint8Array, from: number, to: number): number | null {
  let at = from
  while (at < to && (chunk[at]! & KIND_MASK) === FRAGMENT_HEADER) at += 4
  if (at >= to) throw new DecodeError('stream is empty')
  return (chunk[at]! & KIND_MASK) === TEMPLATE_INSTANCE ? at : null
}

/** After the values: the end of the stream, a few filler bytes, the size copy. */
function endsAt(chunk: Uint8Array, valuesEnd: number, to: number): boolean {
  return valuesEnd < to && chunk[valuesEnd] === END_OF_STREAM && to - valuesEnd <= MAX_RECORD_TRAIL
}
