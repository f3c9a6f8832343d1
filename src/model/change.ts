/** A git object name in full: 40 or 64 lower-case hexadecimal digits. */
export type Oid = string

/** A path inside a repository, exactly as git stores it, with `/` between its parts. */
export type Path = string

/** `sha256:` and 64 hexadecimal digits, computed by us and never by git. */
export type Digest = string

/** What stands at a path: git's mode (`100644`, `100755`, `120000`, `160000`) and the object. */
export type ModeBlob = { mode: string; oid: Oid }

/** One path that differs. `old` is null where the file was born, `new` where it was deleted. */
export type FileChange = { path: Path; old: ModeBlob | null; new: ModeBlob | null }

/**
 * Whole files, never a patch: sorted by path, no renames. Its digest is what a review names, so
 * nothing that git config, attributes or a diff algorithm can alter has a say in it.
 */
export type Change = { files: FileChange[]; digest: Digest }

/** A ref that moves. `old` is null on creation, `new` on deletion. */
export type RefUpdate = { ref: string; old: Oid | null; new: Oid | null }
