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

it('sees what is sent without a connection, in one message or several', () => {
  const { foreign } = read(
    'sendmsg(4<UNIX-STREAM:[1->2]>, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="x", iov_len=1}]}, 0) = 1',
    'sendmsg(5<UDP>, {msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.1")}}, 0) = 1',
    'sendmmsg(5<UDP>, [{msg_hdr={msg_name={sa_family=AF_UNIX}}}, {msg_hdr={msg_name={sa_family=AF_INET6}}}], 2, 0) = 2',
  )
  expect(foreign.map((line) => line.slice(0, 8))).toEqual(['sendmsg(', 'sendmmsg'])
})

it('sees links, devices, modes and lengths that are changed outside', () => {
  const { written } = read(
    `link("${HOME}/a", "/srv/hard") = 0`,
    `symlinkat("/home/x/elsewhere", AT_FDCWD</>, "${HOME}/SingletonLock") = 0`,
    `symlink("${HOME}/a", "/srv/soft") = 0`,
    'mknodat(AT_FDCWD</>, "/srv/pipe", S_IFIFO|0600) = 0',
    'ftruncate(7</srv/long>, 0) = 0',
    `ftruncate(8<${HOME}/x>, 0) = 0`,
    'ftruncate(9</dev/shm/y>, 0) = 0',
    'fchmod(7</srv/mode>, 0600) = 0',
    'fchmodat(AT_FDCWD</>, "/srv/b", 0600) = 0',
    'openat2(AT_FDCWD</>, "/srv/c", {flags=O_WRONLY|O_CREAT, mode=0600}, 24) = 3',
    'setxattr("/srv/d", "user.a", "/srv/value", 5, 0) = 0',
  )
  expect(written).toEqual([
    'link /srv/hard',
    'symlink /srv/soft',
    'mknodat /srv/pipe',
    'ftruncate /srv/long',
    'fchmod /srv/mode',
    'fchmodat /srv/b',
    'openat2 /srv/c',
    'setxattr /srv/d',
  ])
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
    `ftruncate(3<${LOGS}/a.evtx>, 0) = -1 EINVAL (Invalid argument)`,
    `linkat(AT_FDCWD</>, "${LOGS}/a.evtx", AT_FDCWD</>, "${HOME}/a.evtx", 0) = 0`,
  )
  expect(opened.reads).toBe(1)
  expect(opened.others).toHaveLength(4)
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
