import * as zlib from 'node:zlib'
import { crc32 as tableCrc32, type Crc32 } from '../core/bytes/crc32'

// Node 20.15 and 22.2 brought it; older ones take the table in core.
const native: Crc32 | undefined = (zlib as { crc32?: Crc32 }).crc32

/** CRC-32 by the fastest way this host has. */
export const crc32: Crc32 = native ?? tableCrc32
