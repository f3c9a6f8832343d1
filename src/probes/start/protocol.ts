/** What a starter is started with: its tree, and the modules to import. */
export type StarterArgs = { tree: string; modules: string[] }

/** What it answers: its highest resident memory, or why it did not come so far. */
export type Started = { kilobytes: number } | { failed: string }
