/** Connections whose bytes can be had before Node makes pieces of a stream of them, and one of memory for each 16 KiB. */
import type { OnReadOpts, Socket } from 'node:net'

/** Takes bytes that are valid during the call only. false: no more for now, though what is decrypted by then still comes. */
export type Taker = (bytes: Uint8Array) => boolean

/** A record of TLS has 16 KiB, a read without it as much as fits. */
const READ_SIZE = 64 * 1024

/** So much waits in a stream for who reads it. */
const READ_AHEAD = 1024 * 1024

/** How a socket reads; its types leave out what TLS hands on. */
interface Reading {
  readonly onread: OnReadOpts
  readonly highWaterMark: number
}

const taps = new WeakMap<Socket, { taker: Taker | null }>()

/** What `connect` makes of these options is a socket like any other until `takeFrom`. */
export function tappedSocket<T extends Socket>(connect: (reading: Reading) => T): T {
  const tap: { taker: Taker | null } = { taker: null }
  const buffer = new Uint8Array(READ_SIZE)
  const callback = (length: number): boolean => {
    const bytes = buffer.subarray(0, length)
    // As a socket does that reads by itself; this memory is used again.
    return tap.taker?.(bytes) ?? socket.push(Buffer.from(bytes))
  }
  const socket = connect({ onread: { buffer, callback }, highWaterMark: READ_AHEAD })
  taps.set(socket, tap)
  return socket
}

/**
 * From now on what comes is `taker`'s, until the socket is closed; `resume` asks for more. false where nobody can take it: the socket is no tapped one, or
 * holds bytes that were not read.
 */
export function takeFrom(socket: Socket, taker: Taker): boolean {
  const tap = taps.get(socket)
  if (tap === undefined || socket.readableLength > 0) return false
  tap.taker = taker
  return true
}
