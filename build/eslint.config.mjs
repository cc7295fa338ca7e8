/** Lint rules. Comments cannot switch them off: a rule that hurts is changed here, in the open. */
import eslint from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { ROOT } from './paths.mjs'

const TYPESCRIPT = ['**/*.ts', '**/*.tsx']
const PROJECTS = ['electron/core', 'electron', 'renderer', 'test'].map((folder) => `${folder}/tsconfig.json`)

const noNode = { regex: '^node:', message: 'No Node here: bytes and results come in through the contract.' }
const noElectron = {
  regex: '^electron(/|$)',
  message: 'Only electron/main and electron/preload know Electron.',
}
const noPage = {
  regex: '/renderer/|^react',
  message: 'The page imports the core, never the other way.',
}
const closedTo = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })

export default tseslint.config(
  { ignores: ['out/', 'node_modules/', 'dist/', 'test-results/', 'electron/core/evtx/wasm/'] },
  { linterOptions: { noInlineConfig: true } },
  eslint.configs.recommended,
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: PROJECTS, tsconfigRootDir: ROOT } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-control-regex': 'off',
      // Methods of the store and of the bridge are closures: they carry no `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
    },
  },
  {
    files: ['electron/contract/**', 'electron/core/**'],
    rules: { ...closedTo(noNode, noElectron, noPage), 'no-console': 'error' },
  },
  { files: ['electron/worker/**', 'electron/cli/**'], rules: closedTo(noElectron, noPage) },
  {
    files: ['electron/main/**', 'electron/preload/**'],
    rules: { ...closedTo(noPage), 'no-console': 'error' },
  },
  {
    files: ['renderer/**'],
    extends: [reactHooks.configs.flat.recommended],
    rules: { ...closedTo(noNode, noElectron), 'no-console': 'error' },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
      },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly' } },
  },
)
