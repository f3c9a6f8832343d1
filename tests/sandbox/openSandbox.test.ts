import assert from 'node:assert/strict'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Failure } from '../../src/model/failure.ts'
import { bubblewrap, findBubblewrap } from '../../src/sandbox/bubblewrap.ts'
import { openSandbox, proven } from '../../src/sandbox/openSandbox.ts'
import { tempDir } from '../helpers/gitRepository.ts'

/** A bwrap that says what the real one says where the kernel refuses, and starts nothing. */
function refusing(says: string): string {
  const program = join(tempDir(), 'bwrap')
  writeFileSync(program, `#!/bin/sh\necho 'bwrap: ${says}' >&2\nexit 1\n`)
  chmodSync(program, 0o755)
  return program
}

const linux = process.platform === 'linux' ? false : 'bubblewrap is for Linux'

for (const says of [
  'No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces.',
  'Creating new namespace failed: Operation not permitted',
  'setting up uid map: Permission denied',
])
  test(`where user namespaces are off a required sandbox refuses: ${says}`, { skip: linux }, async () => {
    await assert.rejects(proven(bubblewrap(refusing(says))), (error: Failure) => {
      assert.match(error.message, /^the policy requires a sandbox, and bubblewrap does not work here: /)
      assert.ok(error.message.includes(says), error.message)
      assert.ok(error.next.length === 2, 'a mend, and the way without')
      const [mend, without] = error.next
      assert.match(JSON.stringify(mend), /sysctl|container/)
      assert.match(JSON.stringify(without), /sandbox: none/)
      return true
    })
  })

test('the same without walls runs, and says that it had none', async () => {
  const sandbox = await openSandbox('none')
  assert.equal(sandbox.kind, 'none')
})

test('where they are on it opens', {
  skip: linux || (findBubblewrap() ? false : 'no bubblewrap'),
}, async () => {
  assert.equal((await proven(bubblewrap(findBubblewrap() ?? ''))).kind, 'bubblewrap')
})
