import { describe, expect, it } from 'vitest'
import path from 'node:path'
import {
  bundledFolders,
  cycloneDx,
  licenceOf,
  noticesText,
  thirdParty,
  withElectron,
} from '../../../build/third-party.mjs'
import { ROOT } from '../../../build/paths.mjs'

const chunk = (...ids: string[]) => ({
  type: 'chunk',
  modules: Object.fromEntries(ids.map((id) => [id, {}])),
})
const inside = (name: string): string => path.join(ROOT, 'node_modules', name)

describe('what is bundled', () => {
  it('is found by its folder: scoped, nested, virtual and once', () => {
    const output = [
      chunk(
        inside('react/index.js'),
        `\0${inside('react/cjs/react.js')}?commonjs`,
        path.join(ROOT, 'electron/main/main.ts'),
      ),
      chunk(inside('@a/b/c.js'), inside('x/node_modules/y/z.js')),
      { type: 'asset' },
    ]
    expect(bundledFolders(output)).toEqual([
      'node_modules/@a/b',
      'node_modules/react',
      'node_modules/x/node_modules/y',
    ])
  })

  it('is named with version, licence and text, the compiler of the record loop too', () => {
    const packages = thirdParty(['node_modules/zod', 'node_modules/react'])
    expect(packages.map(({ name, licence }) => [name, licence])).toEqual([
      ['assemblyscript', 'Apache-2.0'],
      ['react', 'MIT'],
      ['zod', 'MIT'],
    ])
    const text = noticesText(packages)
    expect(text).toContain('Copyright (c) Meta')
    expect(text).toContain('Apache License')
  })
})

describe('the licence of a package', () => {
  it.each([
    [{ license: 'MIT' }, 'MIT'],
    [{ licenses: [{ type: 'MIT', url: 'https://example.test' }] }, 'MIT'],
    [{ licenses: [{ type: 'MIT' }, 'Apache-2.0'] }, 'MIT OR Apache-2.0'],
  ])('is read from %o', (stated, licence) => {
    expect(licenceOf({ name: 'a', ...stated })).toBe(licence)
  })

  it.each([{}, { license: '' }, { license: 1 }, { licenses: [] }, { licenses: [null] }])(
    'is missing in %o: nothing is shipped',
    (stated) => {
      expect(() => licenceOf({ name: 'a', ...stated })).toThrow('a does not say under which licence it is')
    },
  )
})

describe('the bill of materials', () => {
  it('is CycloneDX, refers to what it lists, and is the same each time', () => {
    const own = { name: 'sojourn', version: '1.2.3', license: 'MIT' }
    const packages = [{ name: '@a/b', version: '1.0.0', licence: '(MIT OR Apache-2.0)', text: '' }]
    const bom = withElectron(cycloneDx(own, packages), '45.0.0')
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' })
    expect(bom.components.map(({ purl }: { purl: string }) => purl)).toEqual([
      'pkg:npm/%40a/b@1.0.0',
      'pkg:npm/electron@45.0.0',
    ])
    expect(bom.components[0]?.licenses).toEqual([{ expression: '(MIT OR Apache-2.0)' }])
    expect(bom.dependencies[0]?.dependsOn).toEqual(
      bom.components.map((one: { 'bom-ref': string }) => one['bom-ref']),
    )
    expect(JSON.stringify(withElectron(cycloneDx(own, packages), '45.0.0'))).toBe(JSON.stringify(bom))
  })
})
