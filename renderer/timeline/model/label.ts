/** Width of a text in CSS px. */
export type MeasureText = (text: string, bold: boolean) => number

/** What fits into the first solid stretch of a bar. */
export interface FittedLabel {
  readonly number: string
  /** Empty when only the number fits. */
  readonly source: string
}

/** Air left and right of a label and between number and source, CSS px. */
export const LABEL_INSET = 5
const LABEL_GAP = 7

/** Number and source if `room` holds them whole, else the number, else null. Nothing is ever cut. */
export function fitLabel(
  number: string,
  source: string,
  room: number,
  measure: MeasureText,
): FittedLabel | null {
  const numberWidth = measure(number, true)
  if (numberWidth + 2 * LABEL_INSET > room) return null
  if (source === '') return { number, source }
  const whole = numberWidth + LABEL_GAP + measure(source, false) + 2 * LABEL_INSET
  return { number, source: whole <= room ? source : '' }
}

/** Where the source begins, from the start of the number. */
export function sourceOffset(number: string, measure: MeasureText): number {
  return measure(number, true) + LABEL_GAP
}
