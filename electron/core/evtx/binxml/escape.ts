// XML 1.0 has no form for most control characters and lone surrogates: they are replaced, in XML only.
// eslint-disable-next-line no-control-regex
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// eslint-disable-next-line no-control-regex
const NEEDS_CARE = /[&<>'"\u0000-\u001f\ud800-\udfff\ufffe\uffff]/

/** Text as XML content or attribute value. */
export function escapeText(text: string): string {
  if (!NEEDS_CARE.test(text)) return text
  return text
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll("'", '&apos;')
    .replaceAll('"', '&quot;')
}
