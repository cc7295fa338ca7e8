// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Palette } from '../../../renderer/palette/palette'
import { connectEngine } from '../../../renderer/state/connection'
import { engine } from '../../../renderer/state/engine-client'
import { useStore } from '../../../renderer/state/store'
import { FakeEngine } from './fake-engine'

const initial = useStore.getInitialState()
let fake: FakeEngine
let stop: () => void

beforeEach(async () => {
  Object.assign(window, { sojourn: { connect: () => Promise.resolve() } })
  useStore.setState(initial, true)
  fake = new FakeEngine()
  stop = connectEngine(engine)
  engine.attach(fake.port)
  act(() => fake.finishImport())
  await waitFor(() => expect(useStore.getState().result).not.toBeNull())
})
afterEach(() => {
  cleanup()
  stop()
  engine.detach()
})

it('shows of a session its logon type and what it was found by, of a command the mark of the end it keeps', async () => {
  render(<Palette />)
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'user logoff' } })
  const sessions = await screen.findByRole('group', { name: /^Sessions/ })
  const [first] = within(sessions).getAllByRole('option')
  expect(first?.textContent).toMatch(/ on .+type \d+, User logoff/)
  expect(first?.querySelector('.swatch')).not.toBeNull()
  expect(first?.querySelector('mark')?.textContent).toBe('User logoff')
  const commands = within(screen.getByRole('group', { name: 'Commands' })).getAllByRole('option')
  const [command] = commands.filter(({ textContent }) => textContent.includes('the end: user logoff'))
  expect(command?.querySelector('svg.mark')).not.toBeNull()
  expect(command?.querySelector('.palette-detail mark')).toBeNull()
})
