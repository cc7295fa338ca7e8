/** `npm run fuzz`: reads mutated chunks until enough were read; what fails is kept in out/fuzz. */
import fs from 'node:fs'
import path from 'node:path'
import { failureOf, mebibytes, runCampaign, type FuzzFailure } from './campaign'
import { Consumers } from './consumers'
import { FUZZ_USAGE, parseFuzzOptions, type FuzzOptions } from './options'
import { shrink } from './shrink'

const FOLDER = path.join('out', 'fuzz')

process.exitCode = main(process.argv.slice(2))

function main(argv: readonly string[]): number {
  let options: FuzzOptions | 'help'
  try {
    options = parseFuzzOptions(argv)
  } catch (error) {
    console.error(`fuzz: ${error instanceof Error ? error.message : String(error)}\n\n${FUZZ_USAGE}`)
    return 1
  }
  if (options === 'help') {
    console.log(FUZZ_USAGE)
    return 0
  }
  return options.replay === null ? campaign(options) : replay(options.replay)
}

function campaign({ seed, count, seconds, useEvidence }: FuzzOptions): number {
  console.log(`seed ${seed}`)
  const summary = runCampaign({
    seed,
    count,
    seconds,
    useEvidence,
    onFailure: (failure) => keep(seed, failure),
    onProgress: (done) => console.log(`${done} chunks`),
  })
  const { failures, records, damaged, slowestMs, largestBytes } = summary
  const took = summary.seconds.toFixed(1)
  const rate = Math.round(summary.count / summary.seconds)
  console.log(
    `${records} records seen, ${damaged} of them damaged; slowest chunk ${Math.round(slowestMs)} ms, largest ${mebibytes(largestBytes)} MiB above its bytes`,
  )
  console.log(
    `${summary.count} chunks, ${took} s, ${rate} chunks/s, seed ${seed}, ${failures.length} failures`,
  )
  return failures.length === 0 ? 0 : 1
}

function keep(seed: string, { index, reason, input }: FuzzFailure): void {
  fs.mkdirSync(FOLDER, { recursive: true })
  const name = path.join(FOLDER, `${seed}-${index}`)
  fs.writeFileSync(`${name}.chunk`, input.chunk)
  fs.writeFileSync(`${name}.txt`, `seed ${seed}, input ${index}, noCrc ${input.noCrc}\n${reason}\n`)
  const alone = failureOf(new Consumers(), input) !== null
  if (alone) fs.writeFileSync(`${name}.min.chunk`, shrink(input))
  console.log(`input ${index}: ${reason.split('\n')[0]}`)
  console.log(`  kept as ${name}.chunk${alone ? '' : '; it fails only after the chunks before it'}`)
}

function replay(file: string): number {
  const chunk = new Uint8Array(fs.readFileSync(file))
  const reason = failureOf(new Consumers(), { chunk, noCrc: false })
  console.log(reason ?? 'reads well')
  return reason === null ? 0 : 1
}
