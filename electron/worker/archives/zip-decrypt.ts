/** The two encryptions of zips: ZipCrypto (APPNOTE 6.1) and WinZip's AES. */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { SourceProblem } from '../sources/source-problem'
import { WrongPassword } from './archive-password'
import type { ZipEntry } from './zip-entry'

const WRONG = 'The password does not fit. Nothing of it was read. Give the right one.'

/** Bytes before and behind the data of an encrypted entry. */
export function encryptionFrame({ encryption, aes }: ZipEntry): { before: number; behind: number } {
  if (encryption === 'zipcrypto') return { before: 12, behind: 0 }
  if (encryption === 'aes') return { before: saltLength(aes!.strength) + 2, behind: 10 }
  return { before: 0, behind: 0 }
}

/** Turns encrypted bytes into plain ones, in place and in order. */
export interface Decryption {
  decrypt(bytes: Buffer): Buffer
  /** After the last byte. @throws SourceProblem where the bytes are not those that were encrypted */
  finish(behind: Buffer): void
}

/** @param before what stands before the data @throws WrongPassword */
export function decryption(entry: ZipEntry, password: string, before: Buffer): Decryption {
  return entry.encryption === 'aes'
    ? new Aes(entry, password, before)
    : new ZipCrypto(entry, password, before)
}

class ZipCrypto implements Decryption {
  private key0 = 0x12345678
  private key1 = 0x23456789
  private key2 = 0x34567890

  constructor(entry: ZipEntry, password: string, before: Buffer) {
    for (const byte of Buffer.from(password, 'utf8')) this.update(byte)
    const plain = this.decrypt(before)
    if (plain[11] !== entry.passwordByte) throw new WrongPassword(WRONG)
  }

  decrypt(bytes: Buffer): Buffer {
    for (let at = 0; at < bytes.length; at++) {
      const key = (this.key2 | 2) & 0xffff
      const byte = bytes[at]! ^ ((Math.imul(key, key ^ 1) >>> 8) & 0xff)
      bytes[at] = byte
      this.update(byte)
    }
    return bytes
  }

  finish(): void {
    // The checksum of the entry tells.
  }

  private update(byte: number): void {
    this.key0 = CRC_TABLE[(this.key0 ^ byte) & 0xff]! ^ (this.key0 >>> 8)
    this.key1 = (Math.imul((this.key1 + (this.key0 & 0xff)) | 0, 134_775_813) + 1) | 0
    this.key2 = CRC_TABLE[(this.key2 ^ (this.key1 >>> 24)) & 0xff]! ^ (this.key2 >>> 8)
  }
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

const AES_BLOCK = 16
const AES_ROUNDS = 1000
/** Counter blocks encrypted at once. */
const BATCH_BLOCKS = 4096

const saltLength = (strength: number): number => 4 + 4 * strength

class Aes implements Decryption {
  private readonly cipher
  private readonly mac
  private readonly counters = Buffer.alloc(BATCH_BLOCKS * AES_BLOCK)
  private counter = 1
  private pad: Buffer = Buffer.alloc(0)

  constructor({ aes }: ZipEntry, password: string, before: Buffer) {
    const { strength } = aes!
    if (strength < 1 || strength > 3)
      throw new SourceProblem('It is encrypted in a way that is not known. Nothing of it was read.')
    const keyLength = 8 + 8 * strength
    const salt = before.subarray(0, saltLength(strength))
    const keys = pbkdf2Sync(password, salt, AES_ROUNDS, 2 * keyLength + 2, 'sha1')
    if (!keys.subarray(2 * keyLength).equals(before.subarray(salt.length))) throw new WrongPassword(WRONG)
    this.cipher = createCipheriv(`aes-${keyLength * 8}-ecb`, keys.subarray(0, keyLength), null)
    this.cipher.setAutoPadding(false)
    this.mac = createHmac('sha1', keys.subarray(keyLength, 2 * keyLength))
  }

  decrypt(bytes: Buffer): Buffer {
    this.mac.update(bytes)
    for (let at = 0; at < bytes.length;) {
      if (this.pad.length === 0) this.pad = this.nextPad()
      const length = Math.min(this.pad.length, bytes.length - at)
      for (let i = 0; i < length; i++) bytes[at + i]! ^= this.pad[i]!
      this.pad = this.pad.subarray(length)
      at += length
    }
    return bytes
  }

  finish(behind: Buffer): void {
    if (!this.mac.digest().subarray(0, behind.length).equals(behind))
      throw new SourceProblem(
        'Its authentication code is not the one in the archive: the packed bytes were changed or damaged. What was unpacked before is kept. Get the archive anew if you can.',
      )
  }

  /** Counter blocks as WinZip counts them: little-endian from 1, which no counter mode of OpenSSL does. */
  private nextPad(): Buffer {
    for (let block = 0; block < BATCH_BLOCKS; block++, this.counter++) {
      const at = block * AES_BLOCK
      this.counters.writeUInt32LE(this.counter >>> 0, at)
      this.counters.writeUInt32LE(Math.floor(this.counter / 2 ** 32), at + 4)
    }
    return this.cipher.update(this.counters)
  }
}
