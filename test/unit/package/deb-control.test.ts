import { describe, expect, it } from 'vitest'
import { debControl, readFpmArguments } from '../../../build/package/deb-control.mjs'

const ARGUMENTS = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libnss3',
    '-d',
    'libc6 (>= 2.28)',
    '--deb-compression',
    'xz',
  ],
  ...['--architecture', 'amd64', '--description', 'A viewer\n Of logs\n\n and more', '--version', '0.1.0'],
  ...[
    '--name',
    'sojourn',
    '--maintainer',
    'S <s@s.invalid>',
    '--category',
    'utils',
    '--deb-priority',
    'optional',
  ],
  ...[
    '--url',
    'https://nobody.invalid/',
    '/a=b/linux-unpacked/=/opt/Sojourn',
    '/data/x.xml=/usr/share/mime/x.xml',
  ],
]

describe('readFpmArguments', () => {
  it('takes options, relations and files, with equal signs in paths of this machine', () => {
    const { options, depends, sources } = readFpmArguments(ARGUMENTS)
    expect(options).toMatchObject({ '-t': 'deb', '--version': '0.1.0', '--deb-compression': 'xz' })
    expect(depends).toEqual(['libnss3', 'libc6 (>= 2.28)'])
    expect(sources).toEqual([
      ['/a=b/linux-unpacked/', '/opt/Sojourn'],
      ['/data/x.xml', '/usr/share/mime/x.xml'],
    ])
  })

  it('stops at what it does not know, rather than leave it out of the package', () => {
    expect(() => readFpmArguments(['-x'])).toThrow('-x')
  })
})

describe('debControl', () => {
  it('is what dpkg reads: one line a field, a description that goes on, no empty fields', () => {
    expect(debControl(readFpmArguments(ARGUMENTS), 240_000, '')).toBe(
      'Package: sojourn\nVersion: 0.1.0\nArchitecture: amd64\nMaintainer: S <s@s.invalid>\nInstalled-Size: 240000\n' +
        'Depends: libnss3, libc6 (>= 2.28)\nSection: utils\nPriority: optional\n' +
        'Description: A viewer\n Of logs\n .\n and more\n',
    )
  })

  it('marks a development package so that a release is newer', () => {
    expect(debControl(readFpmArguments(ARGUMENTS), 1, 'dev')).toContain('Version: 0.1.0~dev\n')
  })
})
