/**
 * The marks of markers.svg as path data on a 16 x 16 grid, drawn at 14 px. The page draws them as SVG, the timeline makes
 * sprites of the same paths. `ink` is the colour of the mark, `halo` the surface it lies on.
 */
export interface MarkPath {
  readonly d: string
  readonly fill?: 'ink' | 'halo'
  readonly stroke?: 'ink' | 'halo'
  /** Width of the stroke in grid units; ends and joins are round. */
  readonly width?: number
}

export const MARK_GRID = 16

export const MARKS = {
  'm-user-logoff': [
    { d: 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z', fill: 'ink' },
    { d: 'M3.9 8h7.2M8.2 4.9 11.3 8l-3.1 3.1', stroke: 'halo', width: 1.9 },
  ],
  'm-ended': [
    {
      d: 'M3.5 2h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-9a1.5 1.5 0 0 1 1.5 -1.5z',
      fill: 'ink',
    },
  ],
  'm-admin-logoff': [
    {
      d: 'M3.5 2h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-9a1.5 1.5 0 0 1 1.5 -1.5z',
      fill: 'ink',
    },
    { d: 'M11 8H5M7.4 5.4 4.8 8l2.6 2.6', stroke: 'halo', width: 1.8 },
  ],
  'm-limit': [
    {
      d: 'M3.5 2h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5v-9a1.5 1.5 0 0 1 1.5 -1.5z',
      fill: 'ink',
    },
    { d: 'M8 4.7V8l2.4 1.7', stroke: 'halo', width: 1.7 },
  ],
  'm-closed': [
    { d: 'M5.5 4.5h5a1 1 0 0 1 1 1v5a1 1 0 0 1 -1 1h-5a1 1 0 0 1 -1 -1v-5a1 1 0 0 1 1 -1z', fill: 'ink' },
  ],
  'm-disconnected': [{ d: 'M2.6 1.8h4v12.4h-4zM9.4 1.8h4v12.4h-4z', fill: 'ink' }],
  'm-shutdown': [
    { d: 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z', fill: 'halo' },
    { d: 'M5 3.4a5.6 5.6 0 1 0 6 0', stroke: 'ink', width: 2 },
    { d: 'M8 1.3v6', stroke: 'ink', width: 2.1 },
  ],
  'm-restart': [
    { d: 'M1 8a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z', fill: 'halo' },
    { d: 'M13.2 8.4A5.4 5.4 0 1 1 11.5 4', stroke: 'ink', width: 2 },
    { d: 'M8.6 4.9h4.6V.6z', fill: 'ink' },
  ],
  'm-crash': [
    {
      d: 'M8 0l1.8 3.7L13.7 2.3 12.3 6.2 16 8l-3.7 1.8 1.4 3.9-3.9-1.4L8 16l-1.8-3.7-3.9 1.4 1.4-3.9L0 8l3.7-1.8-1.4-3.9 3.9 1.4z',
      fill: 'ink',
    },
    { d: 'M8 4.8v3.6', stroke: 'halo', width: 1.8 },
    { d: 'M6.95 11a1.05 1.05 0 1 0 2.1 0a1.05 1.05 0 1 0 -2.1 0z', fill: 'halo' },
  ],
  'm-inferred': [{ d: 'M8 1.2 14.8 8 8 14.8 1.2 8z', fill: 'halo', stroke: 'ink', width: 1.8 }],
  'm-replaced': [
    { d: 'M8 1.2 14.8 8 8 14.8 1.2 8z', fill: 'halo', stroke: 'ink', width: 1.8 },
    { d: 'M8 1.2 14.8 8 8 14.8z', fill: 'ink' },
  ],
  'm-unknown': [
    { d: 'M8 .8 15.2 8 8 15.2 .8 8z', fill: 'halo', stroke: 'ink', width: 1.6 },
    { d: 'M6.2 6.6c.1-1.1.9-1.7 1.9-1.7s1.8.6 1.8 1.6c0 1.3-1.8 1.3-1.8 2.7', stroke: 'ink', width: 1.4 },
    { d: 'M7.15 11.2a0.95 0.95 0 1 0 1.9 0a0.95 0.95 0 1 0 -1.9 0z', fill: 'ink' },
  ],
  'm-open': [{ d: 'M3 2.6 8.2 8 3 13.4M8.4 2.6 13.6 8l-5.2 5.4', stroke: 'ink', width: 2.1 }],
  'm-start-unknown': [{ d: 'M13 2.6 7.8 8 13 13.4M7.6 2.6 2.4 8l5.2 5.4', stroke: 'ink', width: 2.1 }],
  'm-pending': [
    { d: 'M1.4 8a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z', fill: 'ink' },
    { d: 'M6.4 8a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z', fill: 'ink' },
    { d: 'M11.4 8a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0z', fill: 'ink' },
  ],
  'm-fail': [{ d: 'M3.5 3.5l9 9M12.5 3.5l-9 9', stroke: 'ink', width: 2.6 }],
  'm-elevated': [
    { d: 'M8 .8 14 3v4.4c0 3.7-2.5 6.3-6 7.8-3.5-1.5-6-4.1-6-7.8V3z', fill: 'ink' },
    { d: 'M8 11.6V5.2M5.4 7.6 8 5l2.6 2.6', stroke: 'halo', width: 1.8 },
  ],
  'm-admin-capable': [
    {
      d: 'M8 1.6 13.2 3.5v3.9c0 3.2-2.1 5.5-5.2 6.9-3.1-1.4-5.2-3.7-5.2-6.9V3.5z',
      fill: 'halo',
      stroke: 'ink',
      width: 1.6,
    },
  ],
  'm-tag-malicious': [
    { d: 'M3.5 1.8v13', stroke: 'ink', width: 1.9 },
    { d: 'M3.5 1.8h10.7l-2.4 4 2.4 4H3.5z', fill: 'ink' },
    { d: 'M7.4 3.6v2.6M7.4 8.2v.1', stroke: 'halo', width: 1.6 },
  ],
  'm-tag-suspicious': [
    { d: 'M3.5 1.8v13', stroke: 'ink', width: 1.9 },
    { d: 'M4 2.4h9.2l-2 3.4 2 3.4H4z', fill: 'halo', stroke: 'ink', width: 1.5 },
    { d: 'M4 2.4h3.8v6.8H4z', fill: 'ink' },
  ],
  'm-tag-benign': [
    { d: 'M3.5 1.8v13', stroke: 'ink', width: 1.9 },
    { d: 'M4 2.4h9.2l-2 3.4 2 3.4H4z', fill: 'halo', stroke: 'ink', width: 1.5 },
    { d: 'M5.8 5.7 7.3 7.2l2.5-2.8', stroke: 'ink', width: 1.3 },
  ],
  'm-tag-own': [
    { d: 'M1.8 2.6a.8.8 0 0 1 .8-.8h5.2L14.6 8.6 8.6 14.6 1.8 7.8z', fill: 'ink' },
    { d: 'M5 5h.1', stroke: 'halo', width: 2.2 },
  ],
  'm-bookmark': [{ d: 'M3.8 1.5h8.4v13L8 11l-4.2 3.5z', fill: 'ink' }],
  'm-note': [
    { d: 'M3 2h10v8.5L9.5 14H3z', fill: 'halo', stroke: 'ink', width: 1.5 },
    { d: 'M5.5 5.5h5M5.5 8.5h3', stroke: 'ink', width: 1.3 },
  ],
} as const satisfies { readonly [name: string]: readonly MarkPath[] }

export type MarkName = keyof typeof MARKS
