/** Passwords of archives: from the environment or typed at a terminal, never from the command line, where every process can read it. */
import { askHidden, canAsk, OWN_TERMINAL, type Terminal } from './terminal'

const VARIABLE = 'SOJOURN_PASSWORD'
/** So often one may mistype. */
const ATTEMPTS = 3

/** Asks for the password of an archive: of the environment first, then of the person, if there is one; null where there is none left. */
export function passwordSource(
  environment: NodeJS.ProcessEnv,
  terminal: Terminal = OWN_TERMINAL,
): (archive: string, wrong: boolean) => Promise<string | null> {
  const asked = new Map<string, number>()
  return async (archive, wrong) => {
    const given = environment[VARIABLE] ?? ''
    if (given !== '' && !wrong) return given
    const times = asked.get(archive) ?? 0
    if (!canAsk(terminal) || times === ATTEMPTS) return null
    asked.set(archive, times + 1)
    const told = wrong ? 'That password does not fit. ' : ''
    return askHidden(terminal, `${told}Password of ${archive}: `)
  }
}
