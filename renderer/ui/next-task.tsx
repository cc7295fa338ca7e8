import { type ReactNode, useEffect, useState } from 'react'

/** Draws its children in a task of their own, a moment after what is around them: opening the workspace must not hold the page up for long. */
export function NextTask({ children }: { readonly children: ReactNode }) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true))
    return () => clearTimeout(timer)
  }, [])
  return due ? children : null
}
