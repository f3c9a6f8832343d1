/** Something is wrong with what the caller gave, and `path` says where. */
export class ConfigError extends Error {
  constructor(
    message: string,
    readonly path: string,
  ) {
    super(`${path}: ${message}`)
    this.name = 'ConfigError'
  }
}

export class NotFoundError extends Error {
  constructor(readonly packageName: string) {
    super(`there is no package ${packageName}`)
    this.name = 'NotFoundError'
  }
}

export class CycleError extends Error {
  constructor(readonly cycle: string[]) {
    super(`packages depend on each other: ${cycle.join(' -> ')}`)
    this.name = 'CycleError'
  }
}
