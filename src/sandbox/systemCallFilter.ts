/** System calls by machine: what the filter needs to know of it. */
type Machine = { arch: number; socket: number; denied: number[] }

const IO_URING = [425, 426, 427]

const MACHINES: Partial<Record<string, Machine>> = {
  // add_key, request_key, keyctl, perf_event_open, bpf, userfaultfd
  x64: { arch: 0xc000003e, socket: 41, denied: [248, 249, 250, 298, 321, 323, ...IO_URING] },
  arm64: { arch: 0xc00000b7, socket: 198, denied: [217, 218, 219, 241, 280, 282, ...IO_URING] },
}

/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: the ones that a network namespace walls in. */
const FAMILIES = [1, 2, 10, 16]

const ALLOW = 0x7fff0000
const errno = (number: number) => 0x00050000 | number
const [ENOSYS, EAFNOSUPPORT] = [38, 97]

/**
 * A seccomp filter (classic BPF, little endian) against what no namespace walls in: the kernel's key rings, which
 * hold the user's keys; sockets to the machine's host (AF_VSOCK) and other odd families; io_uring, which
 * would open sockets past this filter; calls for another architecture. What is denied looks missing.
 * @returns null for a machine whose call numbers are not known here.
 */
export function systemCallFilter(machine: string = process.arch): Buffer | null {
  const known = MACHINES[machine]
  if (!known) return null
  const [load, equal, hasBits, give] = [0x20, 0x15, 0x45, 0x06]
  const code: [number, number, number, number][] = [
    [load, 0, 0, 4],
    [equal, 1, 0, known.arch],
    [give, 0, 0, errno(ENOSYS)],
    [load, 0, 0, 0],
    // x32: the same architecture with other numbers.
    [hasBits, 0, 1, 0x40000000],
    [give, 0, 0, errno(ENOSYS)],
  ]
  for (const call of known.denied) code.push([equal, 0, 1, call], [give, 0, 0, errno(ENOSYS)])
  code.push([equal, 0, 2 + 2 * FAMILIES.length, known.socket], [load, 0, 0, 16])
  for (const family of FAMILIES) code.push([equal, 0, 1, family], [give, 0, 0, ALLOW])
  code.push([give, 0, 0, errno(EAFNOSUPPORT)], [give, 0, 0, ALLOW])
  const bytes = Buffer.alloc(code.length * 8)
  for (const [at, [op, yes, no, value]] of code.entries()) {
    bytes.writeUInt16LE(op, at * 8)
    bytes.writeUInt8(yes, at * 8 + 2)
    bytes.writeUInt8(no, at * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4)
  }
  return bytes
}
