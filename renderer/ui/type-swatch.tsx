import { typeStyle } from '../theme/logon-type-style'
import './type-swatch.css'

/** Colour and height of a logon type; the number or name always stands beside it. */
export function TypeSwatch({ logonType }: { readonly logonType: number | null }) {
  const { family, height } = typeStyle(logonType)
  return <span className={`swatch swatch-${height} fill-${family}`} aria-hidden="true" />
}
