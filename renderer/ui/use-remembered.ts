import { useState } from 'react'

/** A length in pixels that outlives the window: sizes of panes, nothing about evidence. */
export function useRememberedLength(key: string, standard: number): [number, (value: number | null) => void] {
  const [value, setValue] = useState(() => read(key) ?? standard)
  const change = (next: number | null): void => {
    setValue(next ?? standard)
    write(key, next)
  }
  return [value, change]
}

const PREFIX = 'sojourn.length.'

function read(key: string): number | null {
  try {
    const value = Number(localStorage.getItem(PREFIX + key) ?? Number.NaN)
    return Number.isFinite(value) && value > 0 ? value : null
  } catch {
    return null
  }
}

function write(key: string, value: number | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, String(value))
  } catch {
    // A profile that cannot be written loses only the memory of it.
  }
}
