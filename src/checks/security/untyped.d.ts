// Packages without types of their own; what is used of them is typed where it is used.
declare module 'eslint-plugin-security'
declare module 'eslint-plugin-no-unsanitized'
declare module 'lockfile-lint-api'
