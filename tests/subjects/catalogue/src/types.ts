/** One release of a package. */
export interface Release {
  version: string
  published: Date
  dependencies: Record<string, string>
}

/** A package with all its releases, newest first. */
export interface Package {
  readonly name: string
  description: string
  keywords: string[]
  downloads: number
  deprecated: boolean
  releases: Release[]
}

export interface Version {
  major: number
  minor: number
  patch: number
  prerelease: string[]
}
