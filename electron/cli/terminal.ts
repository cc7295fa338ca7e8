/** Questions to the person at the terminal, and progress: on standard error, since standard output is data. Names in them are shown, not obeyed. */
import type { ReadStream } from 'node:tty'
import { visibleText } from '../core/text/visible-text'

export interface Terminal {
  readonly input: Pick<ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>
  readonly output: { readonly isTTY?: boolean; write(text: string): void }
}

/** Opened when it is asked for: that costs a short command milliseconds, and most ask nothing. */
export const OWN_TERMINAL: Terminal = {
  get input() {
    return process.stdin
  },
  get output() {
    return process.stderr
  },
}

/** Somebody is there who sees the question and can answer. */
export function canAsk({ input, output }: Terminal): boolean {
  return input.isTTY && output.isTTY === true
}

/** What is typed, not shown; null where nobody can be asked or nothing is answered. */
export async function askHidden(terminal: Terminal, question: string): Promise<string | null> {
  if (!canAsk(terminal)) return null
  const typed = await readLine(terminal, question, () => undefined)
  terminal.output.write('\n')
  return typed === '' ? null : typed
}

/** True only of a whole `yes`. */
export async function askYes(terminal: Terminal, question: string): Promise<boolean> {
  if (!canAsk(terminal)) return false
  const typed = await readLine(terminal, `${question} (yes/no) `, (text) => terminal.output.write(text))
  terminal.output.write('\n')
  return typed.trim().toLowerCase() === 'yes'
}

/** Writes over the line before; '' wipes it. Nothing where nobody looks. */
export function tellProgress({ output }: Terminal, text: string): void {
  if (output.isTTY === true) output.write(`\r\x1b[K${visibleText(text)}`)
}

/** What is typed up to Enter. Ctrl+C and Ctrl+D give nothing. */
function readLine(
  { input, output }: Terminal,
  question: string,
  echo: (text: string) => void,
): Promise<string> {
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
        if (letter === '\u007f' || letter === '\b') {
          if (typed !== '') echo('\b \b')
          typed = Array.from(typed).slice(0, -1).join('')
        } else {
          typed += letter
          echo(letter)
        }
      }
    }
    // Who types ahead of the question being there is not shown either.
    input.setRawMode(true)
    input.resume()
    input.on('data', hear)
    output.write(visibleText(question))
  })
}
