/** Loaded before each npm script (`node --import`), since what is imported is looked for before anything runs. Ends with 3. */
import fs from 'node:fs'

const PACKAGES = new URL('../node_modules/', import.meta.url)

if (!fs.existsSync(PACKAGES)) {
  console.error(
    'The packages that this project builds on are not installed here. Run "npm ci" in this folder, then try again.',
  )
  process.exit(3)
}
