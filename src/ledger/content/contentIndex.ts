import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Repository } from '../../git/repository.ts'
import { makeSharedFolder } from '../../git/sharedFolder.ts'
import type { Oid } from '../../model/change.ts'
import { findKeys } from './findKeys.ts'
import { mergeSegments } from './mergeSegments.ts'
import { heldSegment, openSegment, type Segment, type SegmentContent, writeSegment } from './segmentFile.ts'

/**
 * What is known of the content of commits: keys (numbers below 2 ** 40) and the commits that brought them. It lies
 * below the git directory, is derived from objects, and may be thrown away at any time.
 */
export type ContentIndex = {
  /** Whether no commit is known to have brought anything. */
  isEmpty(): boolean
  /** Whether a commit was looked at, whatever came of it. */
  knows(commit: Oid): boolean
  /** The commits that brought each of these keys; keys that nobody brought are left out. */
  find(keys: Iterable<number>): Map<number, Set<Oid>>
  /** Adds what was found out. Kept for the next time where the disk allows it, else for this time alone. */
  add(content: SegmentContent): void
  /** What was known when everything was last looked at (one line); null where that, or part of the index, is lost. */
  upTo(): string | null
  setUpTo(state: string): void
  close(): void
}

/** Up to so many small parts are let be. */
const MOST_SMALL = 6
/** A part with more keys than this (16 MB) is never written again. */
const LARGE = 2_000_000
/** What another rule left behind, or a process that was killed, goes after a week. */
const LEFT_BEHIND = 7 * 24 * 60 * 60 * 1000

type Part = Segment & { path: string | null; close(): void }

/**
 * Opens the index of a repository. Parts that are damaged or were made by another rule are passed over: what they
 * knew is found out again.
 * @param identity by what content is chosen (letters and digits).
 */
export function openContentIndex(repo: Pick<Repository, 'commonDir'>, identity: string): ContentIndex {
  const folder = join(repo.commonDir, 'improver', 'content')
  const stateFile = join(folder, `${identity}.state`)
  let parts = openParts(folder, identity)
  const known = new Set(parts.flatMap(({ sources, passed }) => [...sources, ...passed]))
  const save = (content: SegmentContent): Part => {
    try {
      const { path: place, fileMode } = makeSharedFolder(repo.commonDir, 'improver', 'content')
      const path = join(place, `${identity}-${randomUUID()}`)
      writeSegment(path, fileMode, content)
      const segment = openSegment(path)
      if (segment) return { ...segment, path }
    } catch {
      // A disk that is full or not ours to write costs the next run time and nothing else.
    }
    return { ...heldSegment(content), path: null, close() {} }
  }
  return {
    isEmpty: () => !parts.some(({ sources }) => sources.length),
    knows: commit => known.has(commit),
    find(keys) {
      const wanted = Float64Array.from(new Set(keys)).sort()
      const found = new Map<number, Set<Oid>>()
      for (const part of parts)
        findKeys(part, wanted, (key, at) => {
          const source = part.sources[at]
          if (source === undefined) return
          const there = found.get(key)
          if (there) there.add(source)
          else found.set(key, new Set([source]))
        })
      return found
    },
    add(content) {
      for (const name of [...content.sources, ...content.passed]) known.add(name)
      parts.push(save(content))
      const small = parts.filter(({ path, count }) => path && count < LARGE)
      if (small.length <= MOST_SMALL) return
      const merged = save(mergeSegments(small))
      if (!merged.path) return
      parts = [...parts.filter(part => !small.includes(part)), merged]
      // Whoever else merged the same ones knows everything twice, which does no harm.
      for (const { path, close } of small) {
        close()
        if (path) rmSync(path, { force: true })
      }
    },
    upTo() {
      const [names = '', state = null] = readOrNothing(stateFile).split('\n')
      const here = new Set(['', ...parts.map(({ path }) => basename(path ?? ''))])
      return names.split(' ').every(name => here.has(name)) ? state : null
    },
    setUpTo(state) {
      // What is held in memory alone is gone tomorrow.
      if (parts.some(({ path }) => !path)) return
      const names = parts.map(({ path }) => basename(path ?? '')).join(' ')
      try {
        const { fileMode } = makeSharedFolder(repo.commonDir, 'improver', 'content')
        const part = `${stateFile}-${randomUUID()}.part`
        writeFileSync(part, `${names}\n${state}`, { mode: fileMode })
        renameSync(part, stateFile)
      } catch {
        // As above.
      }
    },
    close() {
      for (const part of parts) part.close()
      parts = []
    },
  }
}

function openParts(folder: string, identity: string): Part[] {
  return namesIn(folder).flatMap(name => {
    const path = join(folder, name)
    if (!name.startsWith(`${identity}-`) || name.endsWith('.part')) {
      if (name !== `${identity}.state`) removeIfOld(path)
      return []
    }
    const segment = openSegment(path)
    return segment ? [{ ...segment, path }] : []
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function removeIfOld(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs > LEFT_BEHIND) rmSync(path, { force: true })
  } catch {
    // Gone already, or not ours.
  }
}
