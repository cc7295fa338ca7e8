// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DetailsPane } from '../../../renderer/details/details-pane'
import { FilterBar } from '../../../renderer/filters/filter-bar'
import { NothingMatches } from '../../../renderer/filters/nothing-matches'
import { SearchBox } from '../../../renderer/filters/search-box'
import { StatusBar } from '../../../renderer/frame/status-bar'
import { SessionsGrid } from '../../../renderer/grid/sessions-grid'
import { EvidencePane } from '../../../renderer/sources/evidence-pane'
import { connectEngine } from '../../../renderer/state/connection'
import { engine } from '../../../renderer/state/engine-client'
import { useStore } from '../../../renderer/state/store'
import { StartPage } from '../../../renderer/welcome/start-page'
import { FAKE_SOURCES, FakeEngine, fakeSource } from './fake-engine'

const initial = useStore.getInitialState()
let fake: FakeEngine
let stop: () => void
const bridge = {
  openFiles: vi.fn(() => Promise.resolve({ message: 'No event log in this folder. Nothing was opened.' })),
  openFolder: vi.fn(() => Promise.resolve({ cancelled: true })),
  openSample: vi.fn(() => Promise.resolve({ opened: 3 })),
  openDropped: vi.fn(() => Promise.resolve({ opened: 1 })),
  changePreferences: vi.fn(() => Promise.resolve()),
  copyText: vi.fn(() => Promise.resolve()),
  appInfo: vi.fn(),
  connect: vi.fn(() => Promise.resolve()),
}

beforeEach(() => {
  Object.assign(window, { sojourn: bridge })
  window.matchMedia = ((query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as unknown as typeof window.matchMedia
  useStore.setState(initial, true)
  fake = new FakeEngine()
  stop = connectEngine(engine)
  engine.attach(fake.port)
})
afterEach(() => {
  cleanup()
  stop()
  engine.detach()
})

const finishImport = async (): Promise<void> => {
  act(() => fake.finishImport())
  await waitFor(() => expect(useStore.getState().result).not.toBeNull())
}

describe('start page', () => {
  it('keeps the sentence about what could not be opened', async () => {
    render(<StartPage recents={null} />)
    fireEvent.click(screen.getByRole('button', { name: 'Open files' }))
    expect(await screen.findByText('No event log in this folder. Nothing was opened.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByText(/No event log/)).toBeNull()
  })

  it('says why files failed and stays while none can be read', () => {
    render(<StartPage recents={null} />)
    const failed = fakeSource('notes.evtx', {
      status: 'failed',
      message: 'This is not an event log.',
      records: { seen: 0, decoded: 0, damaged: 0, skipped: 0 },
    })
    act(() =>
      fake.push({ kind: 'sources', sources: [failed], importing: false, workers: 0, recovering: null }),
    )
    expect(screen.getByText('notes.evtx')).toBeTruthy()
    expect(useStore.getState().view).toBe('start')
  })
})

describe('status bar', () => {
  it('counts sessions, events and what is hidden', async () => {
    render(<StatusBar />)
    expect(screen.getByRole('status').textContent).toContain('Read-only, network off')
    await finishImport()
    const text = () => screen.getByRole('status').textContent
    expect(text()).toContain('14 of 16 sessions')
    expect(text()).toContain('4,218,906 events')
    expect(text()).toContain('2 system and service logons hidden')
    expect(text()).toContain('UTC+00:00')
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(text()).toContain('16 of 16 sessions'))
  })

  it('leads from its counts to the sessions and to all records', async () => {
    render(<StatusBar />)
    await finishImport()
    fireEvent.click(screen.getByRole('button', { name: '14 of 16 sessions' }))
    expect(useStore.getState().railView).toBe('sessions')
    act(() => useStore.getState().showEvents({ recordId: '7' }))
    fireEvent.click(screen.getByRole('button', { name: '4,218,906 events' }))
    expect(useStore.getState().railView).toBe('events')
    expect(useStore.getState().eventFilter.recordId).toBeNull()
  })
})

describe('filters', () => {
  it('narrow as one types, and a suggestion becomes a chip', async () => {
    render(
      <>
        <SearchBox />
        <FilterBar />
      </>,
    )
    await finishImport()
    const box = screen.getByRole('searchbox', { name: 'Filter sessions' })
    fireEvent.focus(box)
    fireEvent.change(box, { target: { value: 'rvd' } })
    const option = await screen.findByRole('option', { name: /ext-rvdberg/ })
    expect(useStore.getState().filter.text).toBe('rvd')
    fireEvent.keyDown(box, { key: 'ArrowDown' })
    expect(box.getAttribute('aria-activedescendant')).toBe(option.id)
    fireEvent.keyDown(box, { key: 'Enter', altKey: true })
    expect(useStore.getState()).toMatchObject({
      typedText: '-account:ext-rvdberg ',
      filter: { text: '-account:ext-rvdberg' },
    })
    const chip = screen.getByRole('button', { name: /Account not ext-rvdberg/ })
    fireEvent.keyDown(chip, { key: 'Delete' })
    expect(useStore.getState()).toMatchObject({ typedText: '', filter: { text: '' } })
  })

  it('a facet lists values with counts, includes and excludes', async () => {
    render(<FilterBar />)
    await finishImport()
    fireEvent.click(screen.getByRole('button', { name: 'Type' }))
    const dialog = screen.getByRole('dialog', { name: 'Type filter' })
    const values = within(dialog).getAllByRole('checkbox')
    expect(values.length).toBe(5)
    fireEvent.click(within(dialog).getByRole('checkbox', { name: /10 Remote/ }))
    expect(useStore.getState().filter.text).toBe('type:10')
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Exclude' }))
    expect(useStore.getState().filter.text).toBe('-type:10')
    fireEvent.keyDown(dialog, { key: 'Escape' })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('names what to drop where nothing matches', async () => {
    render(<NothingMatches />)
    await finishImport()
    act(() => {
      useStore.getState().setFacet('account', { values: ['ext-rvdberg'], not: false })
      useStore.getState().setFacet('end', { values: ['crash'], not: false })
    })
    fireEvent.click(await screen.findByRole('button', { name: /Without End reason/ }))
    await waitFor(() => expect(useStore.getState().result?.matched).toBe(3))
    expect(screen.queryByText('No session matches these filters')).toBeNull()
  })
})

describe('evidence pane', () => {
  it('shows each file, cancels, skips, and keeps messages of failed ones', () => {
    render(<EvidencePane />)
    const sources = [
      FAKE_SOURCES[0]!,
      fakeSource('MER-DC01/Security.evtx', { status: 'reading', bytesRead: 128e6 }),
      fakeSource('bad.evtx', { status: 'failed', message: 'It ends after 12 bytes. Nothing was read.' }),
    ]
    act(() => fake.push({ kind: 'sources', sources, importing: true, workers: 2, recovering: null }))
    expect(screen.getByText('Reading evidence')).toBeTruthy()
    expect(screen.getByText('128 of 512 MB')).toBeTruthy()
    expect(screen.getByText('It ends after 12 bytes. Nothing was read.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Skip this file: Security.evtx' }))
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(fake.requests.slice(-2)).toEqual([
      { call: 'skip', source: 'MER-DC01/Security.evtx' },
      { call: 'cancel' },
    ])
    act(() => fake.push({ kind: 'sources', sources, importing: false, workers: 0, recovering: null }))
    expect(useStore.getState().sidePane).toBe('evidence')
  })

  it('offers to start a reader that stayed down', () => {
    render(<EvidencePane />)
    act(() => useStore.getState().addNotice('error', 'The reader stopped.', true))
    bridge.connect.mockClear()
    fireEvent.click(screen.getByRole('button', { name: 'Start the reader again' }))
    expect(bridge.connect).toHaveBeenCalledOnce()
  })
})

describe('grid and details', () => {
  it('show the same session, its records, and a record as XML with a search', async () => {
    render(
      <>
        <SessionsGrid />
        <DetailsPane said={null} sayButtons={null} />
      </>,
    )
    await finishImport()
    expect(await screen.findByLabelText('Sessions')).toBeTruthy()
    const pane = screen.getByRole('region', { name: 'Session details' })
    expect(pane.textContent).toContain('Nothing selected')
    act(() => useStore.getState().select({ session: 1, id: 'session-1' }))
    expect(await within(pane).findByText('ext-rvdberg', { exact: false })).toBeTruthy()
    const logoff = within(pane).getByRole('button', { name: /4647 ?User-initiated logoff/ })
    fireEvent.click(logoff)
    expect(await within(pane).findByText(/TargetUserName/)).toBeTruthy()
    fireEvent.change(within(pane).getByLabelText('Find in record'), { target: { value: 'data' } })
    expect(within(pane).getByText('1/6')).toBeTruthy()
    fireEvent.click(within(pane).getByRole('radio', { name: 'Fields' }))
    expect(within(pane).getByText(/^LogonType/).textContent).toBe('LogonType\t10  (Remote interactive)')
    fireEvent.click(within(pane).getByRole('button', { name: 'Copy SHA-256' }))
    expect(bridge.copyText).toHaveBeenCalledWith(expect.stringMatching(/^[0-9a-f]{64}$/))
    fireEvent.click(within(pane).getByRole('button', { name: 'Close details' }))
    expect(useStore.getState()).toMatchObject({ selection: null, openRecord: null })
  })

  it('ask nothing of a grid that another height of rows has replaced', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue()
    const failed = vi.spyOn(console, 'error').mockReturnValue()
    render(<SessionsGrid />)
    await finishImport()
    await screen.findByLabelText('Sessions')
    const { preferences } = useStore.getState()
    act(() =>
      useStore.setState({ preferences: { ...preferences, density: 'comfortable', fullDigits: true } }),
    )
    act(() => fake.push({ kind: 'changed', generation: 2, partial: false }))
    await screen.findByLabelText('Sessions')
    expect([...warned.mock.calls, ...failed.mock.calls]).toEqual([])
    warned.mockRestore()
    failed.mockRestore()
  })

  it('list the states of a session, and lead to the records of each', async () => {
    render(<DetailsPane said={null} sayButtons={null} />)
    await finishImport()
    act(() => useStore.getState().select({ session: 1, id: 'session-1' }))
    const states = await screen.findByRole('list', { name: 'States' })
    const lines = within(states).getAllByRole('listitem')
    expect(lines.map((line) => line.textContent)).toEqual([
      expect.stringMatching(/disconnected4800$/),
      expect.stringMatching(/locked4800$/),
    ])
    fireEvent.click(within(lines[1]!).getByRole('button', { name: '4800' }))
    expect(useStore.getState().openRecord).toMatchObject({ offset: 4097 })
  })

  it('keep the selection by id when sessions are rebuilt', async () => {
    render(<DetailsPane said={null} sayButtons={null} />)
    await finishImport()
    act(() => useStore.getState().select({ session: 99, id: 'session-1' }))
    act(() => fake.push({ kind: 'changed', generation: 2, partial: false }))
    await waitFor(() => expect(useStore.getState().selection).toEqual({ session: 1, id: 'session-1' }))
  })
})
