/** Calls at once, then not before `ms` milliseconds are over, and then with what was given last. */
export function atMostEvery<Given extends unknown[]>(
  ms: number,
  call: (...given: Given) => void,
): (...given: Given) => void {
  let timer: NodeJS.Timeout | null = null
  let last: Given | null = null
  const tick = (): void => {
    timer = null
    if (last === null) return
    const given = last
    last = null
    timer = setTimeout(tick, ms).unref()
    call(...given)
  }
  return (...given) => {
    last = given
    if (timer === null) tick()
  }
}
