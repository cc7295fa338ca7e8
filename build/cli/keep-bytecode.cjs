/** `node keep-bytecode.cjs BUNDLE CACHE COMMANDS`: runs commands (JSON, a list of arguments each) of the bundle and keeps the bytecode that they needed. */
'use strict'
const fs = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')
const v8 = require('node:v8')
const vm = require('node:vm')

const [filename, cache, commands] = process.argv.slice(2)
const waiting = JSON.parse(commands)
const script = new vm.Script(fs.readFileSync(filename, 'latin1'), { filename })
const bundle = script.runInThisContext()

// Bytecode is bound to the flags that are set when it is written: those of a fresh start, where it will be read.
v8.setFlagsFromString = () => undefined

process.on('beforeExit', next)

function next() {
  const command = waiting.shift()
  if (command !== undefined && !process.exitCode) {
    process.argv = [process.execPath, filename, ...command]
    bundle(createRequire(filename), module, exports, filename, path.dirname(filename))
  } else {
    process.off('beforeExit', next)
    fs.writeFileSync(cache, script.createCachedData())
  }
}
