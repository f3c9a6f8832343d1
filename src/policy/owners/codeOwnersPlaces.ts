/**
 * Where a CODEOWNERS file may stand; the first one that is there counts, and the others are not read.
 * GitHub looks in `.github/`, the root and `docs/`, in that order (docs.github.com, "About code owners"); GitLab in the
 * root, `docs/` and `.gitlab/` (docs.gitlab.com, "Code Owners"; its own `FILE_PATHS`). This one order keeps both.
 */
export const CODEOWNERS_PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']
