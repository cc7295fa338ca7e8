import { expect, it } from 'vitest'
import { readTrace } from '../../../build/package/traced-window.mjs'

const HOME = '/data/p/home'
const LOGS = '/data/p/logs'
const CASE = '/data/p/case'
const read = (...lines: string[]) =>
  readTrace(lines.map((line) => `77  ${line}`).join('\n'), [HOME, CASE], LOGS)

it('sees sockets that are not local, and no others', () => {
  const { foreign } = read(
    'connect(3<UNIX>, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X9"}, 20) = 0',
    'connect(4<UDP>, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}, 16) = 0',
    'connect(5<TCP>, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = -1 EINPROGRESS',
  )
  expect(foreign).toHaveLength(2)
})

it('sees what is written outside, and not what failed, is read, or is no file', () => {
  const { written } = read(
    `openat(AT_FDCWD</>, "${HOME}/data/x", O_RDWR|O_CREAT, 0600) = 3`,
    'openat(AT_FDCWD</>, "/etc/fonts/fonts.conf", O_RDONLY|O_CLOEXEC) = 4',
    'openat(AT_FDCWD</>, "/dev/shm/.chromium", O_RDWR|O_CREAT, 0600) = 5',
    'openat(AT_FDCWD</>, "/etc/passwd", O_RDWR) = -1 EACCES (Permission denied)',
    'openat(AT_FDCWD</>, "/home/x/.cache/y", O_WRONLY|O_CREAT, 0600) = 6</home/x/.cache/y>',
    `rename("${HOME}/a", "/srv/b") = 0`,
    'mkdirat(AT_FDCWD</home/x>, "new", 0700) = 0',
    `openat(12<${CASE}>, "a.csv", O_WRONLY|O_CREAT, 0600) = 6<${CASE}/a.csv>`,
  )
  expect(written).toEqual(['openat /home/x/.cache/y', 'rename /srv/b', 'mkdirat /home/x/new'])
})

it('counts evidence that is read, and names evidence that is touched in any other way', () => {
  const { opened } = read(
    `openat(AT_FDCWD</>, "${LOGS}/a.evtx", O_RDONLY|O_CLOEXEC) = 3`,
    `openat(AT_FDCWD</>, "${LOGS}/a.evtx", O_RDWR) = -1 EROFS`,
    `unlink("${LOGS}/a.evtx") = 0`,
  )
  expect(opened.reads).toBe(1)
  expect(opened.others).toHaveLength(2)
})

it('puts a call together that another thread came between', () => {
  const lines = [
    '77  openat(AT_FDCWD</>, "/home/x/y", O_WRONLY|O_CREAT, 0600 <unfinished ...>',
    `78  openat(AT_FDCWD</>, "${LOGS}/a.evtx", O_RDONLY|O_CLOEXEC <unfinished ...>`,
    '77  <... openat resumed>) = 6</home/x/y>',
    `78  <... openat resumed>) = 7<${LOGS}/a.evtx>`,
  ]
  const { written, opened } = readTrace(lines.join('\n'), [HOME], LOGS)
  expect(written).toEqual(['openat /home/x/y'])
  expect(opened).toEqual({ reads: 1, others: [] })
})
