import { CsvSplitter } from './csv-rows'
import { ObjectSplitter } from './json-objects'
import { EventSplitter, type Split } from './split-events'
import { LineSplitter } from './split-lines'
import type { TextFormat } from './text-format'

/** Finds the records of a text, window by window. */
export interface TextSplitter {
  /** @param last nothing follows this window @throws DtdFound */
  split(text: string, last: boolean): Split
}

/** @param isWhole the file is read from its start, where a CSV has its columns */
export function splitterOf({ kind, columns }: TextFormat, isWhole: boolean): TextSplitter {
  if (kind === 'xml') return new EventSplitter()
  if (kind === 'jsonl') return new LineSplitter()
  return columns === null ? new ObjectSplitter() : new CsvSplitter(isWhole)
}
