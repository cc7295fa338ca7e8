/** As scrollIntoView, without moving anything but the box. */
export function scrollIntoBox(box: HTMLElement | null | undefined, target: Element | null | undefined): void {
  if (box === null || box === undefined || target === null || target === undefined) return
  const outer = box.getBoundingClientRect()
  const inner = target.getBoundingClientRect()
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom
}
