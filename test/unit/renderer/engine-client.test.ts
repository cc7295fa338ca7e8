import { describe, expect, it } from 'vitest'
import {
  EngineClient,
  EngineGone,
  EngineRefusal,
  type EnginePort,
} from '../../../renderer/state/engine-client'

interface Sent {
  readonly id: number
  readonly request: { readonly call: string }
}

function fakePort() {
  const sent: Sent[] = []
  const port: EnginePort & { closed: boolean } = {
    onmessage: null,
    closed: false,
    postMessage: (message) => sent.push(message as Sent),
    start: () => undefined,
    close: () => {
      port.closed = true
    },
  }
  const deliver = (data: unknown): void => port.onmessage?.({ data } as MessageEvent)
  return { port, sent, deliver }
}

describe('EngineClient', () => {
  it('gives each call its own reply, whatever their order', async () => {
    const client = new EngineClient()
    const { port, sent, deliver } = fakePort()
    client.attach(port)
    const first = client.call({ call: 'find', id: 'a' })
    const second = client.call({ call: 'find', id: 'b' })
    deliver({ kind: 'reply', id: sent[1]?.id, value: { session: 2 } })
    deliver({ kind: 'reply', id: sent[0]?.id, value: { session: 1 } })
    expect(await first).toEqual({ session: 1 })
    expect(await second).toEqual({ session: 2 })
    expect(client.waiting).toBe(0)
  })

  it('sends what was asked before a port was there', () => {
    const client = new EngineClient()
    void client.call({ call: 'state' })
    const { port, sent } = fakePort()
    client.attach(port)
    expect(sent.map(({ request }) => request.call)).toEqual(['state'])
  })

  it('rejects what an old port owes when a new one comes, and ignores its late answers', async () => {
    const client = new EngineClient()
    const old = fakePort()
    client.attach(old.port)
    const lost = client.call({ call: 'state' })
    client.attach(fakePort().port)
    await expect(lost).rejects.toBeInstanceOf(EngineGone)
    expect(old.port.closed).toBe(true)
    expect(old.port.onmessage).toBeNull()
  })

  it('turns an error into a refusal with its message', async () => {
    const client = new EngineClient()
    const { port, sent, deliver } = fakePort()
    client.attach(port)
    const asked = client.call({ call: 'details', session: 7 })
    deliver({ kind: 'error', id: sent[0]?.id, message: 'No such session.' })
    await expect(asked).rejects.toEqual(new EngineRefusal('No such session.'))
  })

  it('hands pushes to its listeners until they stop', () => {
    const client = new EngineClient()
    const { port, deliver } = fakePort()
    client.attach(port)
    const heard: string[] = []
    const stop = client.listen((push) => heard.push(push.kind))
    deliver({ kind: 'changed', generation: 1, partial: false })
    stop()
    deliver({ kind: 'changed', generation: 2, partial: false })
    expect(heard).toEqual(['changed'])
  })
})
