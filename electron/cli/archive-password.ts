/** Passwords of archives: from the environment or typed at a terminal, never from the command line, where every process can read it. */
import type { ReadStream } from 'node:tty'
import { visibleText } from '../core/text/visible-text'

const VARIABLE = 'SOJOURN_PASSWORD'
/** So often one may mistype. */
const ATTEMPTS = 3

interface Terminal {
  readonly input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>
  readonly output: { readonly isTTY?: boolean; write(text: string): void }
}

/** Asks for the password of an archive: of the environment first, then of the person, if there is one; null where there is none left. */
export function passwordSource(
  environment: NodeJS.ProcessEnv,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): (archive: string, wrong: boolean) => Promise<string | null> {
  const asked = new Map<string, number>()
  return async (archive, wrong) => {
    const given = environment[VARIABLE] ?? ''
    if (given !== '' && !wrong) return given
    const times = asked.get(archive) ?? 0
    if (!input.isTTY || output.isTTY !== true || times === ATTEMPTS) return null
    asked.set(archive, times + 1)
    output.write(`${wrong ? 'That password does not fit. ' : ''}Password of ${visibleText(archive)}: `)
    const typed = await readHidden(input)
    output.write('\n')
    return typed === '' ? null : typed
  }
}

/** What is typed up to Enter, not shown. Ctrl+C and Ctrl+D give nothing. */
function readHidden(input: Terminal['input']): Promise<string> {
  return new Promise((resolve) => {
    let typed = ''
    const end = (answer: string): void => {
      input.off('data', hear)
      input.setRawMode(false)
      input.pause()
      resolve(answer)
    }
    const hear = (bytes: Buffer): void => {
      for (const letter of bytes.toString('utf8')) {
        if (letter === '\r' || letter === '\n') return end(typed)
        if (letter === '\u0003' || letter === '\u0004') return end('')
        typed =
          letter === '\u007f' || letter === '\b' ? Array.from(typed).slice(0, -1).join('') : typed + letter
      }
    }
    input.setRawMode(true)
    input.resume()
    input.on('data', hear)
  })
}
