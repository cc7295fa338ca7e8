import type { CaseEvidence } from '../../contract/case-file'

/** What is needed of the host's files and paths. */
export interface EvidenceHost {
  readonly exists: (file: string) => boolean
  readonly isFile: (file: string) => boolean
  /** Absolute path of a name as seen from a folder. */
  readonly resolve: (folder: string, name: string) => string
  readonly folderOf: (file: string) => string
}

/**
 * Where a log of a case lies: where it was, else beside the case file, as when both moved together; null where it is at
 * neither place. A case file can come from anybody, so a share that it names is not called by itself: that alone would
 * tell a stranger's server who is looking.
 */
export function evidencePlace(known: CaseEvidence, caseFile: string, host: EvidenceHost): string | null {
  if (shareOf(known.path) === shareOf(caseFile) && host.exists(known.path)) return known.path
  if (known.relative === null) return null
  const beside = host.resolve(host.folderOf(caseFile), known.relative)
  return shareOf(beside) === shareOf(caseFile) && host.exists(beside) ? beside : null
}

/**
 * The archive that a log of a case lies in, and what the log is called in it, where `evidencePlace` finds none: of `/x/case.zip/Security.evtx` the file
 * `/x/case.zip`. null where no part of its path is a file.
 */
export function evidenceArchive(
  known: CaseEvidence,
  caseFile: string,
  host: EvidenceHost,
): { readonly archive: string; readonly shown: string } | null {
  const beside = known.relative === null ? null : host.resolve(host.folderOf(caseFile), known.relative)
  for (const place of [known.path, beside]) {
    if (place === null || shareOf(place) !== shareOf(caseFile)) continue
    for (const { index } of place.matchAll(/\//g)) {
      const archive = place.slice(0, index)
      if (archive !== '' && host.isFile(archive)) return { archive, shown: place }
    }
  }
  return null
}

/** Server and share of a UNC path; null of a local one. */
function shareOf(file: string): string | null {
  return /^[\\/]{2}[^\\/]*[\\/]?[^\\/]*/.exec(file)?.[0].toLowerCase() ?? null
}
