/** Logons and sessions are kept by the hundred thousand: their lists without room to grow in, their sentences in one piece, equal lists once. */
import type { Logon, LogonFlag, Session, StateSpan } from '../../contract/sessions'

const NOTHING: readonly never[] = []

export class Kept {
  private readonly flags = new Map<string, readonly LogonFlag[]>()
  private readonly types = new Map<string, readonly number[]>()

  logon(logon: Logon): Logon {
    return { ...logon, flags: shared(this.flags, logon.flags), evidence: exact(logon.evidence) }
  }

  session(session: Session): Session {
    return {
      ...session,
      logonTypes: shared(this.types, session.logonTypes),
      states: session.states.length === 0 ? NOTHING : session.states.map(exactState),
      connections: exact(session.connections),
      flags: shared(this.flags, session.flags),
      gaps: exact(session.gaps),
      explanation: session.explanation.map(inOnePiece),
      logons: exact(session.logons),
      evidence: exact(session.evidence),
    }
  }
}

function exactState(state: StateSpan): StateSpan {
  return { ...state, evidence: exact(state.evidence) }
}

/** A list that things were added to has room for 16 and more. */
function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list.slice()
}

function shared<T extends string | number>(
  known: Map<string, readonly T[]>,
  list: readonly T[],
): readonly T[] {
  if (list.length === 0) return NOTHING
  const name = list.join()
  const before = known.get(name)
  if (before !== undefined) return before
  const kept = list.slice()
  known.set(name, kept)
  return kept
}

/** Text that was put together stays a tree of its parts, each an object, until one of its letters is asked for. */
function inOnePiece(text: string): string {
  return text.codePointAt(0) === undefined ? '' : text
}
