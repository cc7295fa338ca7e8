/** How an end is known, in words. */
const WORDS: { readonly [method: string]: string } = {
  'heartbeat-6008': 'by the last sign of life in event 6008',
  'next-boot': 'by the next start of the computer',
  'last-record': 'by the last record before the next start',
  'evidence-end': 'the evidence ends',
  'evidence-gap': 'a gap in the evidence follows',
  'log-end': 'this log ends',
  'first-seen': 'by the first record that names it',
  sshd: 'by the messages of sshd',
}
/** `1074+6006`: records that tell it together; `LSM-23` of the log LocalSessionManager. */
const RECORDS = /^(LSM-)?\d+(\+\d+)*$/

/** Of `Session.end.method`; one without words stays as it is. */
export function methodWords(method: string): string {
  if (RECORDS.test(method)) {
    const [first = '', ...others] = method.replace('LSM-', 'LocalSessionManager ').split('+')
    return others.length === 0 ? `by event ${first}` : `by events ${[first, ...others].join(' and ')}`
  }
  return WORDS[method] ?? method
}
