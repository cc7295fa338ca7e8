/** Wires engine, window notices and store together; called once when the page starts. */
import type { Annotation } from '../../electron/contract/case-file'
import type { SourceState } from '../../electron/contract/engine'
import type { Bridge, OpenResult, WindowNotice } from '../../electron/contract/bridge'
import { tellNames } from './computer-names'
import { type EngineClient, type EnginePush, listenToWindow } from './engine-client'
import { readMachineZones } from './machine-zones'
import { NO_HISTORY } from './filter-history'
import { QueryRunner } from './query-runner'
import { hasProblem, isSettled } from './sources-slice'
import { type AppState, useStore } from './store'

declare global {
  interface Window {
    readonly sojourn: Bridge
  }
}

/** An import shorter than this, and without result, leaves the start page where it is. */
const PATIENCE_MS = 200

export function connectEngine(engine: EngineClient): () => void {
  const runner = new QueryRunner(useStore, engine)
  const stops = [
    runner.start(),
    engine.listen(receivePush),
    listenToWindow((notice, port) => receiveNotice(engine, notice, port)),
  ]
  void window.sojourn.connect()
  return () => {
    for (const stop of stops) stop()
  }
}

/** Calls of the bridge that open something answer here: a sentence about what was not opened stays to be read. */
export async function open(what: Promise<OpenResult>): Promise<void> {
  const { addNotice } = useStore.getState()
  try {
    const result = await what
    if ('message' in result) addNotice('warning', result.message)
  } catch (error) {
    addNotice('error', error instanceof Error ? error.message : String(error))
  }
}

/** Of the case that is being told. */
let annotations: Annotation[] = []

function receiveNotice(engine: EngineClient, notice: WindowNotice, port: MessagePort | undefined): void {
  const { addNotice } = useStore.getState()
  if (notice.sojourn === 'engine-port') {
    if (port === undefined) return
    useStore.setState({ generation: 0, result: null, loading: false, hover: { session: null, timeMs: null } })
    engine.attach(port)
    if (notice.restarted) {
      addNotice(
        'warning',
        'The reader stopped and was started again. The logs on disk are untouched, filters and selection are kept, and ' +
          'the opened logs are being read anew.',
      )
    }
    void readState(engine)
  } else if (notice.sojourn === 'case') {
    if (notice.fresh) forgetCase()
    useStore.getState().takeCase(notice.inParts ? { ...notice.view, annotations } : notice.view)
    annotations = []
    void tellNames()
  } else if (notice.sojourn === 'case-change') {
    useStore.getState().takeCaseChange(notice)
    void tellNames()
  } else if (notice.sojourn === 'annotations') {
    annotations.push(...notice.part)
  } else if (notice.sojourn === 'place') {
    useStore.getState().takePlace(notice.state)
  } else if (notice.sojourn === 'broken-copies') {
    const { sources, unplaced } = notice
    useStore.setState({ brokenCopies: new Set(sources), unplacedCopies: new Set(unplaced) })
  } else if (notice.sojourn === 'password') {
    useStore.setState({ passwordWanted: notice.question })
  } else if (notice.sojourn === 'preferences') {
    useStore.setState({ preferences: notice.preferences })
  } else if (notice.sojourn === 'engine-stopped') {
    engine.detach()
    useStore.setState({ importing: false, loading: false, recovering: null })
    addNotice('error', notice.message, true)
  } else if (notice.sojourn === 'notice') {
    addNotice(notice.level, notice.message)
  }
}

/** Another case took the place of the one on screen: what was filtered, selected and told belonged to that. */
function forgetCase(): void {
  const state = useStore.getState()
  state.clearFilter()
  state.clearEventFilter()
  state.select(null)
  state.showCaseDialog(null)
  useStore.setState({ view: 'start', result: null, sources: [], notices: [], railView: 'timeline' })
  useStore.setState({ filterHistory: NO_HISTORY })
}

/** A window that was reloaded meets an engine that has read everything already. */
async function readState(engine: EngineClient): Promise<void> {
  try {
    const { sources, generation, importing, recover, codePage } = await engine.call({ call: 'state' })
    useStore.setState({ codePage })
    receivePush({
      kind: 'sources',
      sources,
      importing,
      workers: useStore.getState().workers,
      recovering: null,
    })
    // An engine that was started again reads without recovery until it is told.
    const { recover: wanted } = useStore.getState()
    if (wanted !== recover) await engine.call({ call: 'recover', on: wanted })
    if (generation > useStore.getState().generation)
      receivePush({ kind: 'changed', generation, partial: importing })
  } catch {
    // The next port asks again.
  }
}

function receivePush(push: EnginePush): void {
  if (push.kind === 'changed') {
    useStore.setState({
      generation: push.generation,
      partial: push.partial,
      hover: { session: null, timeMs: null },
    })
    void useStore.getState().placeAnnotations()
    void tellNames()
    void readMachineZones().then((machineZones) => useStore.setState({ machineZones }))
    return
  }
  if (push.kind === 'search') {
    useStore.getState().noteSearch(push.progress)
    return
  }
  const before = useStore.getState()
  const { sources, importing, workers, recovering } = push
  useStore.setState({ sources, importing, workers, recovering })
  if (importing && !before.importing) {
    duplicatesAtStart = duplicates(before.sources)
    useStore.setState({ sidePane: 'evidence' })
  }
  if (!importing && before.importing && !wantsAttention(useStore.getState())) {
    useStore.setState({ sidePane: 'details' })
  }
  chooseView()
}

/** Something was not read whole, was not read because it is there already, or has to be said: the pane that says it stays open. */
function wantsAttention({ notices, sources }: AppState): boolean {
  return notices.length > 0 || sources.some(hasProblem) || duplicates(sources) > duplicatesAtStart
}

/** When the import began. */
let duplicatesAtStart = 0

function duplicates(sources: readonly SourceState[]): number {
  return sources.filter(({ status }) => status === 'duplicate').length
}

let patience: ReturnType<typeof setTimeout> | undefined

/** The workspace opens with the first log that can be read; while all of them fail, the start page says why. */
function chooseView(): void {
  const { view, sources } = useStore.getState()
  if (view === 'workspace') return
  const readable = sources.some((source) => source.records.decoded > 0 || source.status === 'done')
  if (readable) useStore.setState({ view: 'workspace' })
  else if (sources.some((source) => !isSettled(source))) {
    patience ??= setTimeout(() => {
      patience = undefined
      const stillReading = useStore.getState().sources.some((source) => !isSettled(source))
      if (stillReading) useStore.setState({ view: 'workspace' })
    }, PATIENCE_MS)
  }
}
