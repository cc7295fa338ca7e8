/**
 * Who may import whom, as docs/ARCHITECTURE.md has it. Default deny: an import that no line allows is an error.
 * Checked by dependency-cruiser, type imports included.
 */
const CONTRACT = '^electron/contract/'
const ZOD_FREE =
  '^electron/contract/(ids|file-spot|sessions|channels|engine-constants|exports|case-constants|preferences)\\.ts$'
const npm = (...names) => `^node_modules/(@types/)?(${names.join('|')})/`

const core = (...folders) => `^electron/core/(${folders.join('|')})/`
const allow = (from, ...paths) => paths.map((path) => ({ from: { path: from }, to: { path } }))
const allowTypes = (from, path) => [{ from: { path: from }, to: { path, dependencyTypes: ['type-only'] } }]
const allowNode = (from) => [{ from: { path: from }, to: { dependencyTypes: ['core'] } }]

/** Layers of the core, lowest first: each imports itself and what lies below, never a neighbour. */
const CORE_LAYERS = [
  ['bytes'],
  ['columns', 'text'],
  ['evtx', 'evt'],
  ['text-sources'],
  ['events'],
  ['sessions'],
  ['detect', 'query', 'reports'],
  ['export'],
]
const coreRules = CORE_LAYERS.flatMap((layer, height) =>
  layer.flatMap((folder) =>
    allow(core(folder), CONTRACT, core(folder, ...CORE_LAYERS.slice(0, height).flat())),
  ),
)

export default {
  allowed: [
    ...allow(CONTRACT, CONTRACT, npm('zod')),
    ...coreRules,
    ...allow(core('case-file'), CONTRACT, core('case-file')),
    // The custody log as text is for people.
    ...allow(core('case-file'), '^electron/core/text/visible-text\\.ts$'),
    ...allow('^electron/worker/', CONTRACT, '^electron/core/', '^electron/worker/', npm('zod')),
    ...allow('^electron/worker/export/', npm('hyparquet-writer', 'write-excel-file')),
    ...allow('^electron/worker/sources/remote/', npm('ssh2')),
    ...allowNode('^electron/worker/'),
    ...allow(
      '^electron/cli/',
      ZOD_FREE,
      '^electron/core/',
      '^electron/cli/',
      '^electron/worker/(?!engine\\.ts$)',
    ),
    ...allowTypes('^electron/cli/', CONTRACT),
    ...allowNode('^electron/cli/'),
    ...allow('^electron/main/', CONTRACT, core('case-file'), '^electron/main/', npm('electron', 'zod')),
    // Names from a case file, as a dialog shows them; zones, as a person names them.
    ...allow('^electron/main/', '^electron/core/text/(visible-text|time-zone|is-remote)\\.ts$'),
    // One walk of folders for window and command line.
    ...allow('^electron/main/', '^electron/worker/sources/(list-logs|source-problem)\\.ts$'),
    ...allow('^electron/main/', '^electron/worker/acquire/cache-folder\\.ts$'),
    // The command line asks who has a case open.
    ...allow('^electron/main/', '^electron/worker/case-owner\\.ts$'),
    // An installed Sojourn is its own command line.
    ...allow('^electron/main/main\\.ts$', '^electron/cli/command-line\\.ts$'),
    ...allowNode('^electron/main/'),
    ...allow('^electron/preload/', ZOD_FREE, npm('electron')),
    ...allowTypes('^electron/preload/', CONTRACT),
    ...allow('^renderer/', CONTRACT, '^electron/core/query/syntax', core('text')),
    ...allow(
      '^renderer/',
      npm('react', 'react-dom', 'zustand', 'ag-grid-community', 'ag-grid-react', 'vite'),
    ),
    // The event reference has the titles that the engine gives records.
    ...allow('^renderer/help/', `${core('events')}event-titles\\.json$`),
    ...allow('^renderer/[^/]+$', '^renderer/'),
    // A view puts features together.
    ...allow('^renderer/frame/(views|case-panes|[^/]+-view)\\.tsx$', '^renderer/'),
    ...allow(
      '^renderer/([^/]+)/',
      '^renderer/$1/',
      '^renderer/(state|ui|theme)/',
      '^renderer/(commands|strings)\\.ts$',
    ),
    { from: { path: '^(test|build)/' }, to: {} },
  ],
  allowedSeverity: 'error',
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea: join them, or move what they share below both.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'unresolved',
      severity: 'error',
      comment: 'The import leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
