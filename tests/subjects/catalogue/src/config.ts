import { parseDuration } from './duration.js'
import { ConfigError } from './errors.js'

export interface Config {
  registry: string
  timeout: number
  retries: number
  color: boolean
}

export function readConfig(text: string, env: Record<string, string | undefined> = {}): Config {
  let raw
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new ConfigError('this is no JSON', 'catalogue.json')
  }
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    throw new ConfigError('must be an object', 'catalogue.json')
  }
  const { registry = 'https://registry.example.org', timeout = '30s', retries = 2, color = !env.NO_COLOR } = raw
  return {
    registry: checkRegistry(registry),
    timeout: parseDuration(timeout),
    retries: checkRetries(retries),
    color,
  }
}

export function checkRegistry(registry: string): string {
  if (!registry.startsWith('https://')) throw new ConfigError('must begin with https://', 'registry')
  return registry.replace(/\/+$/, '')
}

export function checkRetries(retries): number {
  if (!Number.isInteger(retries)) throw new ConfigError('must be a whole number', 'retries')
  if (retries < 0 || retries > 10) throw new ConfigError('must be between 0 and 10', 'retries')
  return retries
}
