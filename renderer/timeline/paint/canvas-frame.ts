/**
 * Sizes a canvas for `width` x `height` CSS px at a device pixel ratio and hands out its context in CSS px.
 * @param moving painted in most frames, so drawn where it is shown: else the browser copies what is on screen before the first pixel of each, 3 ms for 8 MB
 */
export function openFrame(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  scale: number,
  moving = false,
): CanvasRenderingContext2D | null {
  const pixelWidth = Math.max(1, Math.round(width * scale))
  const pixelHeight = Math.max(1, Math.round(height * scale))
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight
  const context = canvas.getContext('2d', { desynchronized: moving })
  context?.setTransform(scale, 0, 0, scale, 0, 0)
  return context
}
