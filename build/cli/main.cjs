#!/usr/bin/env node
/**
 * Start of the command line (out/cli/main.js): runs the bundle beside it from bytecode that the build kept, as far as this Node takes it. Compiling
 * anew costs a short command a tenth of its time. V8 itself refuses bytecode of another version, processor or source; then it compiles.
 */
'use strict'
const fs = require('node:fs')
const { Module } = require('node:module')
const path = require('node:path')
const vm = require('node:vm')

const filename = path.join(__dirname, 'sojourn.cjs')
const script = new vm.Script(fs.readFileSync(filename, 'latin1'), { filename, cachedData: bytecode() })
// The parts that are loaded later ask for the bundle by its name.
const bundle = (require.cache[filename] = new Module(filename))
script.runInThisContext()(require, bundle, bundle.exports, filename, __dirname)

/** What the command needs and little else. */
function bytecode() {
  const kept = process.argv[2] === 'logons' ? 'logons.cache' : 'cache'
  try {
    return fs.readFileSync(`${filename}.${kept}`)
  } catch {
    // A build without it, or a copy that left it out.
    return undefined
  }
}
