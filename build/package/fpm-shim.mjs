#!/usr/bin/env node
/**
 * Stands in for fpm, which electron-builder calls to make a .deb and would fetch from GitHub: the same arguments, done by Debian's own
 * dpkg-deb. Order and times inside are fixed by SOURCE_DATE_EPOCH. SOJOURN_DEB_MARK marks the version,
 * SOJOURN_DEB_COMPRESSION is one that electron-builder does not know.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { debControl, readFpmArguments } from './deb-control.mjs'

const request = readFpmArguments(process.argv.slice(2))
const { options, sources } = request
if (options['-t'] !== 'deb') throw new Error(`only deb packages are made here, not ${options['-t']}`)
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-deb-'))
try {
  // mkdtemp makes 0700, and the root of the package becomes the mode of the installed system's folders.
  fs.chmodSync(root, 0o755)
  for (const [from, to] of sources) {
    const target = path.join(root, to)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
  const kilobytes = foldersAndSize(root)
  const control = path.join(root, 'DEBIAN')
  fs.mkdirSync(control)
  fs.writeFileSync(
    path.join(control, 'control'),
    debControl(request, kilobytes, process.env.SOJOURN_DEB_MARK ?? ''),
  )
  fs.copyFileSync(options['--after-install'], path.join(control, 'postinst'))
  fs.copyFileSync(options['--after-remove'], path.join(control, 'postrm'))
  for (const script of ['postinst', 'postrm']) fs.chmodSync(path.join(control, script), 0o755)
  const compression = process.env.SOJOURN_DEB_COMPRESSION || options['--deb-compression'] || 'xz'
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', `-Z${compression}`, '--build', root, options['--package']],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
} finally {
  fs.rmSync(root, { recursive: true, force: true })
}

/** Opens every folder and file to all readers, whatever the umask of the build was; answers the size in KiB. */
function foldersAndSize(folder) {
  let kilobytes = 4
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      fs.chmodSync(file, 0o755)
      kilobytes += foldersAndSize(file)
    } else if (entry.isFile()) {
      const { mode, size } = fs.statSync(file)
      fs.chmodSync(file, mode & 0o111 ? 0o755 : 0o644)
      kilobytes += Math.ceil(size / 1024)
    }
  }
  return kilobytes
}
