/** Whether a dependency is taken from elsewhere than a registry: git, an address, a file, a fork's short name. */
export function isElsewhere(value: unknown): boolean {
  if (typeof value !== 'string') return true
  const plain = value.startsWith('npm:') ? value.slice(4).replace(/^(@?[^@]+)@?/, '') : value
  return /[:/\\]/.test(plain) && !/^(?:workspace|catalog):/.test(plain)
}

/** The package that a name stands for: `npm:other@1` is another one. */
export function nameOf(name: string, value: unknown): string {
  if (typeof value !== 'string' || !value.startsWith('npm:')) return name
  return /^npm:(@?[^@]+)/.exec(value)?.[1] ?? name
}

/** The hosts that a dependency names openly: whoever reads the manifest sees them. */
export function hostOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const [, short] = /^(github|gitlab|bitbucket|gist):/.exec(value) ?? []
  if (short)
    return (
      { github: 'github.com', gitlab: 'gitlab.com', bitbucket: 'bitbucket.org', gist: 'gist.github.com' }[
        short
      ] ?? null
    )
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(value)) return 'github.com'
  return urlHost(value)
}

/** The host of an address, also of git's `git@host:path`; null for what is none. */
export function urlHost(value: string): string | null {
  const [, scp] = /^(?:git\+ssh:\/\/)?(?:[\w.-]+@)([\w.-]+):(?!\d+\/)/.exec(value) ?? []
  if (scp) return scp.toLowerCase()
  try {
    return new URL(value).host.toLowerCase() || null
  } catch {
    return null
  }
}
