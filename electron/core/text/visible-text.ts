/** Evidence text is hostile: what would not show, or would reorder the line, is shown as a token. */

const CONTROL_PICTURES = 0x2400
/** Controls, format characters (bidi marks and overrides among them), lone surrogates, private use, line separators, invisibles. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** C0 controls become control pictures (U+2400 block), the rest `<U+202E>`. Text without such characters is returned as it is. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code)
    if (code === 0x7f) return '\u2421'
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** As visibleText, and quoted where blanks at either end would be overlooked. */
export function visibleName(text: string): string {
  const shown = visibleText(text)
  return shown !== shown.trim() ? `"${shown}"` : shown
}
