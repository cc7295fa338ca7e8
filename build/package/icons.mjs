/** Draws the icons of all systems from assets/icons/sojourn.svg: `node build/package/icons.mjs` writes out/icons. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Resvg, initWasm } from '@resvg/resvg-wasm'
import { OUT, ROOT, isEntry } from '../paths.mjs'
import { icnsFile, icoFile } from './icon-files.mjs'

const SOURCE = path.join(ROOT, 'assets', 'icons', 'sojourn.svg')
/** Below this size thin lines run into each other: a simpler drawing. */
const SMALL_SOURCE = path.join(ROOT, 'assets', 'icons', 'sojourn-small.svg')
const SMALL = 32
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
const PNG_SIZES = [16, 32, 48, 64, 128, 256, 512]

/** Writes icon.ico, icon.icns and png/NxN.png; answers the folder. */
export async function drawIcons(folder = path.join(OUT, 'icons')) {
  await loadRenderer()
  const pictures = SIZES.map((size) => ({ size, png: draw(size) }))
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(path.join(folder, 'png'), { recursive: true })
  const of = (sizes) => pictures.filter(({ size }) => sizes.includes(size))
  fs.writeFileSync(path.join(folder, 'icon.ico'), icoFile(of(ICO_SIZES)))
  fs.writeFileSync(path.join(folder, 'icon.icns'), icnsFile(pictures))
  for (const { size, png } of of(PNG_SIZES))
    fs.writeFileSync(path.join(folder, 'png', `${size}x${size}.png`), png)
  return folder
}

let loading = null

function loadRenderer() {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  return (loading ??= initWasm(fs.readFileSync(wasm)))
}

function draw(size) {
  const svg = fs.readFileSync(size <= SMALL ? SMALL_SOURCE : SOURCE, 'utf8')
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng())
}

if (isEntry(import.meta)) console.log(await drawIcons())
