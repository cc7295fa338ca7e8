/** Passwords of archives: asked of the person one after the other, passed on, kept nowhere. */
import type { PasswordQuestion } from '../contract/archive-questions'

interface Waiting {
  readonly question: PasswordQuestion
  readonly resolve: (password: string | null) => void
}

export class PasswordDesk {
  private readonly waiting: Waiting[] = []
  private count = 0

  /** @param show hears what is asked; null: nothing is */
  constructor(private readonly show: (question: PasswordQuestion | null) => void) {}

  /** null: the person has none. */
  ask(archive: string, wrong: boolean): Promise<string | null> {
    const question = { archive, wrong, number: ++this.count }
    return new Promise((resolve) => {
      this.waiting.push({ question, resolve })
      if (this.waiting.length === 1) this.tell()
    })
  }

  /** To the question with this number; others have been answered. */
  answer(number: number, password: string | null): void {
    const [first] = this.waiting
    if (first?.question.number !== number) return
    this.waiting.shift()
    first.resolve(password)
    this.tell()
  }

  /** The page asks for it when it starts. */
  tell(): void {
    this.show(this.waiting[0]?.question ?? null)
  }

  /** Nobody wants to know any more. */
  reset(): void {
    for (const { resolve } of this.waiting.splice(0)) resolve(null)
    this.tell()
  }
}
