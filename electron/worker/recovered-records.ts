import type { RecordReply, SourceRange } from '../contract/engine'
import { ByteSink } from '../core/bytes/byte-sink'
import { recoveryWords } from '../core/evtx/recovery/recovery-words'
import { writeRecoveredXml } from '../core/export/recovered-xml'
import { fold, occursIn } from '../core/query/text-pattern'
import type { FoundRecord } from './recovery-pass'

/** UTF-16 units of text kept, 128 MB at most: some 20,000 records. */
const MAX_TEXT = 64 << 20

/**
 * What recovery made of records, by source and byte. A recovered record cannot be decoded again on demand: its definitions may come from any file, its
 * chunk may have been put together.
 */
export class RecoveredRecords {
  private readonly bySource = new Map<string, Map<number, RecordReply>>()
  private text = 0

  add(source: string, found: FoundRecord): void {
    if (this.text > MAX_TEXT) return
    const sink = new ByteSink(4096)
    writeRecoveredXml(sink, found.reader, found, found.at, found.size)
    const xml = new TextDecoder().decode(sink.written)
    const { data, recovery } = found.event
    this.text += xml.length + data.reduce((sum, [name, value]) => sum + (name?.length ?? 0) + value.length, 0)
    const records = this.bySource.get(source) ?? new Map<number, RecordReply>()
    this.bySource.set(source, records)
    const { offset, size } = found
    const range: SourceRange = {
      from: offset,
      to: offset + size,
      state: 'recovered-record',
      what: recoveryWords(recovery),
    }
    records.set(offset, { xml, pairs: data, status: 'recovered', ranges: [range] })
  }

  /** Bytes of the recovered records of a source whose values have the folded text. */
  find(source: string, wanted: string): Float64Array {
    const found: number[] = []
    for (const [offset, { pairs }] of this.bySource.get(source) ?? []) {
      if (pairs.some(([, value]) => occursIn(wanted, fold(value)))) found.push(offset)
    }
    return Float64Array.from(found)
  }

  at(source: string, offset: number): RecordReply | undefined {
    return this.bySource.get(source)?.get(offset)
  }
}
