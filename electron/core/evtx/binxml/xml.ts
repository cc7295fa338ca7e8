import type { ByteSink } from '../../bytes/byte-sink'
import { writeEscaped } from './escape'
import type { Fragment, FragmentReader } from './fragment'
import type { Values } from './instance'
import { attributeText, itemsCost, SEPARATOR } from './substitution'
import { TYPE_ARRAY, TYPE_BINXML, TYPE_NULL } from './tokens'
import { arrayItems } from './value'
import { writeValue } from './write-value'
import { STEP, xmlProgram, type Step } from './xml-program'

const QUOTE = 0x27

/** Writes a stream as XML the way Windows does (attributes in single quotes, nothing between elements). @throws DecodeError */
export function writeXml(sink: ByteSink, reader: FragmentReader, { parts, values }: Fragment): void {
  const program = xmlProgram(parts)
  run(sink, reader, values, program, 0, program.length)
}

function run(
  sink: ByteSink,
  reader: FragmentReader,
  values: Values,
  program: readonly Step[],
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i++) {
    const step = program[i]!
    if (step.kind === STEP.literal) sink.raw(step.bytes)
    else if (step.kind === STEP.slot) {
      const type = values.type(step.slot)
      if (type & TYPE_ARRAY) writeItems(sink, reader, values, program, step, i)
      else writeSlot(sink, reader, values, step.slot, type)
    } else if (step.kind === STEP.attribute) writeAttribute(sink, reader, values, step)
    else if (step.kind === STEP.instance)
      reader.instance(step.slot, reader.chunk.length, (f) => writeXml(sink, reader, f))
    // An element whose dependency is NULL is dropped with its content (evtx-format 5, rule 3).
    else if (values.type(step.slot) === TYPE_NULL) i = step.target - 1
  }
}

function writeSlot(sink: ByteSink, reader: FragmentReader, values: Values, slot: number, type: number): void {
  if (type === TYPE_NULL) return
  const at = values.offsets[slot]!
  const size = values.sizes[slot]!
  if (type !== TYPE_BINXML) writeValue(sink, type, reader.chunk, at, size)
  else if (size > 0) reader.open(at, at + size, (f) => writeXml(sink, reader, f))
}

/** An array value: the enclosing element once for each item (rule 6), or a list where it is not the element's whole content. */
function writeItems(
  sink: ByteSink,
  reader: FragmentReader,
  values: Values,
  program: readonly Step[],
  step: Step,
  index: number,
): void {
  const { slot } = step
  const items = arrayItems(values.types[slot]!, reader.chunk, values.offsets[slot]!, values.sizes[slot]!)
  reader.spend(itemsCost(items.length, step.element, values))
  items.forEach((item, n) => {
    if (n > 0 && step.bytes.length === 0) sink.text(SEPARATOR)
    else if (n > 0) {
      sink.raw(step.bytes)
      if (step.target >= 0) run(sink, reader, values, program, step.target, index)
    }
    writeEscaped(sink, item)
  })
}

/** An attribute that comes out empty is dropped (rule 4); BinXML, which cannot stand there, is hex. */
function writeAttribute(sink: ByteSink, reader: FragmentReader, values: Values, step: Step): void {
  const before = sink.length
  sink.raw(step.bytes)
  const empty = sink.length
  const type = step.slot < 0 ? TYPE_ARRAY : values.type(step.slot)
  if (type & TYPE_ARRAY || type === TYPE_BINXML)
    writeEscaped(sink, attributeText(reader, step.attribute!, values))
  else writeSlot(sink, reader, values, step.slot, type)
  if (sink.length === empty) sink.length = before
  else {
    sink.reserve(1)
    sink.bytes[sink.length++] = QUOTE
  }
}
