/** The `app://sojourn/` scheme: serves the built page from its folder and nothing else. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Session, protocol } from 'electron'
import { APP_ORIGIN } from '../contract/channels'
import { contentPolicy } from './content-policy'
import { servedFile } from './served-file'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}
const NONCE_BYTES = 16
const NONCE_META = /<meta name="csp-nonce"[^>]*>/

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  const { protocol: scheme } = new URL(APP_ORIGIN)
  protocol.registerSchemesAsPrivileged([
    { scheme: scheme.slice(0, -1), privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

export function serveApp(session: Session, folder: string): void {
  session.protocol.handle('app', (request) => respond(request, folder))
}

/**
 * Answers one request: 405 for anything but reading, 404 for what is not in the folder. A page gets a fresh style nonce
 * in its policy header and in its `<meta name="csp-nonce">`.
 */
export async function respond(request: { url: string; method: string }, folder: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const file = servedFile(request.url, folder)
  const type = file === null ? undefined : CONTENT_TYPES[path.extname(file)]
  if (file === null || type === undefined) return refuse(404)
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    return refuse(404)
  }
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  const body =
    path.extname(file) === '.html' ? withNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes)
  return new Response(body, { headers: headers(type, nonce) })
}

function withNonce(page: string, nonce: string): string {
  return page.replace(NONCE_META, `<meta name="csp-nonce" content="${nonce}">`)
}

function headers(type: string, nonce: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentPolicy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}

function refuse(status: number): Response {
  return new Response(null, { status })
}
