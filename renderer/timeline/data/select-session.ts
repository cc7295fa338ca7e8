import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'

/** Selects a session by its index: the engine tells its lasting id. A session that is void by then stays unselected. */
export async function selectSession(session: number): Promise<void> {
  const { generation } = useStore.getState()
  try {
    const { row } = await engine.call({ call: 'details', session })
    if (useStore.getState().generation === generation) useStore.getState().select({ session, id: row.id })
  } catch {
    // The engine rebuilt its sessions or went away; the new picture can be clicked again.
  }
}
