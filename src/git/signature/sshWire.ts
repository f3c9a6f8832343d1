/** A blob that does not follow the format to the letter; the message says where. */
export class MalformedBlob extends Error {}

/** Reads the fields of an SSH blob (RFC 4251, section 5) one after the other. */
export type WireReader = {
  byte(): number
  uint32(): number
  uint64(): bigint
  string(): Buffer
  /** A string that has to be printable ASCII, as names of algorithms are. */
  text(): string
  /** A positive integer without its sign byte, in its one shortest form. */
  positive(): Buffer
  /** How many bytes were read. */
  position(): number
  /** Whether nothing is left. */
  done(): boolean
  /** The rest has to be empty: trailing bytes would give one key or signature many spellings. */
  end(): void
}

/**
 * @param what names the blob in errors, such as `the public key`.
 * @throws MalformedBlob from each method, when the bytes do not hold what is asked for.
 */
export function readWire(blob: Buffer, what: string): WireReader {
  let at = 0
  const take = (length: number): Buffer => {
    if (length > blob.length - at) throw new MalformedBlob(`${what} is cut short`)
    at += length
    return blob.subarray(at - length, at)
  }
  const uint32 = () => take(4).readUInt32BE()
  const string = () => take(uint32())
  return {
    byte: () => take(1).readUInt8(),
    uint32,
    uint64: () => take(8).readBigUInt64BE(),
    string,
    position: () => at,
    done: () => at === blob.length,
    text() {
      const text = string().toString('latin1')
      if (!/^[!-~]*$/.test(text)) throw new MalformedBlob(`${what} has a name that is not ASCII`)
      return text
    },
    positive() {
      const number = string()
      const [first = 0, second = 0] = number
      if (number.length === 0 || first >= 0x80) throw new MalformedBlob(`${what} has a number below 1`)
      if (first !== 0) return number
      // A zero byte is there only to keep the sign bit clear.
      if (second < 0x80) throw new MalformedBlob(`${what} has a number with needless zeros`)
      return number.subarray(1)
    },
    end() {
      if (at !== blob.length) throw new MalformedBlob(`${what} has bytes after its end`)
    },
  }
}

/** A string as it stands in a blob: its length, then its bytes. */
export function wireString(bytes: Uint8Array | string): Buffer {
  const body = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}
