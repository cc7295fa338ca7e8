/** A tar.gz whose bytes depend on nothing but the files: order of names, one time, no owner. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** Packs `folder` under the name `top`. */
export function packTar(folder, top, file, seconds) {
  const fixed = [
    '--sort=name',
    `--mtime=@${seconds}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--format=gnu',
  ]
  const renamed = `--transform=s,^${path.basename(folder)},${top},S`
  const options = ['-I', 'gzip -n -6', ...fixed, renamed, '--mode=u+rwX,go+rX,go-w']
  execFileSync('tar', [...options, '-cf', file, '-C', path.dirname(folder), path.basename(folder)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
