import type { Attempt, Stage } from './attempt.ts'

/** The kernel's address families (include/linux/socket.h) beside those that a network namespace walls in. */
const FAMILIES: Record<number, string> = {
  3: 'AX25',
  4: 'IPX',
  5: 'APPLETALK',
  6: 'NETROM',
  7: 'BRIDGE',
  8: 'ATMPVC',
  9: 'X25',
  11: 'ROSE',
  12: 'DECnet',
  13: 'NETBEUI',
  14: 'SECURITY',
  15: 'KEY',
  17: 'PACKET',
  18: 'ASH',
  19: 'ECONET',
  20: 'ATMSVC',
  21: 'RDS',
  22: 'SNA',
  23: 'IRDA',
  24: 'PPPOX',
  25: 'WANPIPE',
  26: 'LLC',
  27: 'IB',
  28: 'MPLS',
  29: 'CAN',
  30: 'TIPC',
  31: 'BLUETOOTH',
  32: 'IUCV',
  33: 'RXRPC',
  34: 'ISDN',
  35: 'PHONET',
  36: 'IEEE802154',
  37: 'CAIF',
  38: 'ALG',
  39: 'NFC',
  40: 'VSOCK',
  41: 'KCM',
  42: 'QIPCRTR',
  43: 'SMC',
  44: 'XDP',
  45: 'MCTP',
}

const group = 'network'
const connect = (family: string, address: (stage: Stage) => string) => (stage: Stage) =>
  `
s = socket.socket(socket.${family}, socket.SOCK_STREAM); s.settimeout(1); s.connect(${address(stage)})
return hears(s)`

export const network: Attempt[] = [
  ...Object.entries(FAMILIES).map(([number, name]) => ({
    group,
    what: `a socket of the family ${name}`,
    python: () => `
last = None
for kind in (1, 2, 3, 5):
  for protocol in (0, 1, 2, 3, 7, 0x0300):
    try: return socket.socket(${number}, kind, protocol).fileno()
    except OSError as error: last = error
raise last`,
  })),
  {
    group,
    what: 'a server of this machine, IPv4',
    python: connect('AF_INET', s => `('127.0.0.1', ${s.tcp})`),
  },
  {
    group,
    what: 'a server of this machine, IPv6',
    python: connect('AF_INET6', s => `('::1', ${s.tcp6})`),
  },
  {
    group,
    what: 'a server of this machine, UDP',
    python: s => `
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'x', ('127.0.0.1', ${s.udp}))
return hears(s)`,
  },
  { group, what: 'the internet, IPv4', python: connect('AF_INET', () => `('1.1.1.1', 53)`) },
  {
    group,
    what: 'the internet, IPv6',
    python: connect('AF_INET6', () => `('2606:4700:4700::1111', 53)`),
  },
  {
    group,
    what: 'the metadata service of a cloud',
    python: connect('AF_INET', () => `('169.254.169.254', 80)`),
  },
  {
    group,
    what: 'a packet to the outside, UDP',
    python: () => `return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('8.8.8.8', 53))`,
  },
  {
    group,
    what: 'DNS',
    python: () => `
socket.setdefaulttimeout(2)
try: return socket.getaddrinfo('example.org', 80)
except socket.gaierror as error: raise No(error.strerror)`,
  },
  {
    group,
    what: 'raw packets, IPv4',
    python: () => `return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).fileno()`,
  },
  {
    group,
    what: 'raw packets, IPv6',
    python: () => `return socket.socket(socket.AF_INET6, socket.SOCK_RAW, 58).fileno()`,
  },
  {
    group,
    what: 'an interface beside the loopback',
    python: () => `
names = [name for _, name in socket.if_nameindex() if name != 'lo']
if not names: raise No('lo alone')
return names`,
  },
  {
    group,
    what: 'a new interface by netlink',
    python: () => `
s = socket.socket(16, socket.SOCK_RAW, 0)
name = b'escape0\\0'; kind = b'dummy\\0'
inner = struct.pack('HH', 4 + len(kind), 1) + kind + b'\\0' * (-len(kind) % 4)
attributes = struct.pack('HH', 4 + len(name), 3) + name + struct.pack('HH', 4 + len(inner), 18) + inner
body = struct.pack('BxHiII', 0, 0, 0, 0, 0) + attributes
s.send(struct.pack('IHHII', 16 + len(body), 16, 0x605, 1, 0) + body)
failed = -struct.unpack('i', hears(s)[16:20])[0]
if failed: raise OSError(failed, '')
return 'escape0'`,
  },
  {
    group,
    what: 'events of the kernel by netlink',
    python: () => `
s = socket.socket(16, socket.SOCK_RAW, 15); s.bind((0, 1))
with open('/sys/class/net/lo/uevent', 'w') as file: file.write('change')
return hears(s)`,
  },
  { group, what: 'a socket file', python: connect('AF_UNIX', s => JSON.stringify(s.socketFile)) },
  {
    group,
    what: 'an abstract socket',
    // Some versions of Node fill the name up with zeros.
    python: s => `
name = b'\\0' + ${JSON.stringify(s.abstractName)}.encode()
for one in (name, name.ljust(108, b'\\0')):
  try:
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM); s.connect(one)
    return hears(s)
  except ConnectionRefusedError as error: last = error
raise last`,
  },
  {
    group,
    what: 'the sockets of D-Bus, Docker, containerd, Podman, X, Wayland, systemd',
    python: () => `
import glob
found = [path for pattern in ('/run/dbus/*', '/var/run/docker.sock', '/run/containerd/*', '/run/podman/*', '/run/user/*', '/tmp/.X11-unix/*', '/run/systemd/*') for path in glob.glob(pattern)]
if found or os.path.exists('/run') or os.path.exists('/var'): return found or os.listdir('/run')
raise No('no /run, no /var')`,
  },
  {
    group,
    what: 'an agent named in the environment (ssh, gpg, D-Bus)',
    python: () => `
names = [name for name in os.environ if name in ('SSH_AUTH_SOCK', 'GPG_AGENT_INFO', 'DBUS_SESSION_BUS_ADDRESS', 'DOCKER_HOST')]
if not names: raise No('not in the environment')
return names`,
  },
]
