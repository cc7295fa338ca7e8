import type { ReactNode } from 'react'

interface SettingRowProps {
  readonly name: string
  /** What it does, where the name alone does not say it. */
  readonly about?: string
  readonly children: ReactNode
}

/** A setting: its name and what it does at the left, its control at the right. */
export function SettingRow({ name, about, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div>
        <div className="setting-name">{name}</div>
        {about === undefined ? null : <p className="dim">{about}</p>}
      </div>
      {children}
    </div>
  )
}
