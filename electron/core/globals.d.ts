/** The only host globals the pure core may use; bytes are Uint8Array throughout. */
interface TextDecoder {
  readonly encoding: string
  decode(input?: Uint8Array): string
}
declare const TextDecoder: new (
  label?: string,
  options?: { fatal?: boolean; ignoreBOM?: boolean },
) => TextDecoder
