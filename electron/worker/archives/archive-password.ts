import { SourceProblem } from '../sources/source-problem'
import type { AskPassword } from './archive-member'

/** A password that does not fit. */
export class WrongPassword extends SourceProblem {}

/** One password is asked for an archive, and again where it does not fit. */
export class ArchivePassword {
  private known: Promise<string | null> | null = null
  private hasMore = true

  constructor(private readonly ask: AskPassword) {}

  /** @param attempt throws WrongPassword where it does not fit @throws WrongPassword where there is no other */
  async use<T>(attempt: (password: string) => T | Promise<T>): Promise<T> {
    this.known ??= this.ask(false)
    for (;;) {
      const password = await this.known
      if (password === null)
        throw new WrongPassword('It is encrypted. Nothing of it was read. Give the password of the archive.')
      try {
        return await attempt(password)
      } catch (error) {
        if (!(error instanceof WrongPassword) || !this.hasMore) throw error
        const other = await this.ask(true)
        // Who has no other is not asked at every entry.
        this.hasMore = other !== null
        if (other === null) throw error
        this.known = Promise.resolve(other)
      }
    }
  }
}
