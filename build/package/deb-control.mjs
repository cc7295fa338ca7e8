/** What electron-builder asks of fpm, and what a Debian package says of itself for it. Pure. */

const FLAGS = new Set(['--force', '--debug'])

/**
 * Arguments as fpm takes them: `{ options, depends, recommends, sources }`, sources as `[from, to]`. Throws on what is not known.
 *
 * @param {string[]} argv
 * @returns {{ options: Record<string, string>, depends: string[], recommends: string[], sources: [string, string][] }}
 */
export function readFpmArguments(argv) {
  const options = {}
  const [depends, recommends, sources] = [[], [], []]
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]
    if (FLAGS.has(argument)) continue
    if (argument === '-d') depends.push(argv[++i])
    else if (argument === '--deb-recommends') recommends.push(argv[++i])
    else if (argument === '-s' || argument === '-t' || argument.startsWith('--'))
      options[argument] = argv[++i]
    else if (argument.includes('=')) sources.push(splitAtLast(argument))
    else throw new Error(`an argument of fpm that is not known here: ${argument}`)
  }
  return { options, depends, recommends, sources }
}

/** The target is a path of the package, which never has an equals sign; the source is a path of this machine. */
function splitAtLast(argument) {
  const at = argument.lastIndexOf('=')
  return [argument.slice(0, at), argument.slice(at + 1)]
}

/**
 * Text of DEBIAN/control. `mark` follows the version as `~dev`, so that a release is the newer of the two.
 *
 * @param {ReturnType<typeof readFpmArguments>} request
 * @param {number} installedKb
 * @param {string} mark
 */
export function debControl({ options, depends, recommends }, installedKb, mark) {
  const [summary, ...lines] = options['--description'].split('\n').map((line) => line.trim())
  const fields = [
    ['Package', options['--name']],
    ['Version', options['--version'] + (mark === '' ? '' : `~${mark}`)],
    ['Architecture', options['--architecture']],
    ['Maintainer', options['--maintainer']],
    ['Installed-Size', String(installedKb)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', options['--category']],
    ['Priority', options['--deb-priority']],
    ['Description', [summary, ...lines.map((line) => ` ${line === '' ? '.' : line}`)].join('\n')],
  ]
  return fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')
}
