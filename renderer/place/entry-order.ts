import type { PlaceEntryShown } from '../../electron/contract/places'

export type EntryColumn = 'name' | 'size' | 'modified'

export interface EntryOrder {
  readonly by: EntryColumn
  readonly down: boolean
}

/** The same column turns round; sizes and times begin with the largest and the latest. */
export function nextOrder(order: EntryOrder, by: EntryColumn): EntryOrder {
  return { by, down: order.by === by ? !order.down : by !== 'name' }
}

/** Folders come first whatever the order; what the server does not tell comes last. */
export function inOrder(
  entries: readonly PlaceEntryShown[],
  { by, down }: EntryOrder,
): readonly PlaceEntryShown[] {
  const sign = down ? -1 : 1
  return entries.toSorted(
    (a, b) =>
      Number(b.kind === 'folder') - Number(a.kind === 'folder') ||
      (by === 'name'
        ? sign * compare(a.name, b.name)
        : by === 'size'
          ? compareTold(a.size, b.size, sign)
          : compareTold(a.modifiedMs, b.modifiedMs, sign)) ||
      compare(a.name, b.name),
  )
}

function compareTold(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return sign * (a - b)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
