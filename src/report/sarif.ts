import type { Finding } from '../model/finding.ts'

type Found = Finding & { line: number }

/**
 * Findings as SARIF 2.1.0 (OASIS), which code scanning of forges and editors read. What is broken has its
 * level; what could be better is no error but a `note`; its fingerprint stays over unrelated edits.
 * @param version of this package.
 */
export function sarifOf(findings: Found[], version: string): string {
  const ids = [...new Set(findings.map(ruleOf))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'git-improver',
            semanticVersion: version,
            rules: ids.map(id => ({ id, shortDescription: { text: `What ${id} can make better` } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(finding => ({
          ruleId: ruleOf(finding),
          ruleIndex: ids.indexOf(ruleOf(finding)),
          level: finding.level ?? 'note',
          message: { text: `${finding.title}\n\n${finding.reason}` },
          partialFingerprints: { 'gitImprover/v1': finding.fingerprint },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(finding.path), uriBaseId: '%SRCROOT%' },
                region: { startLine: finding.line },
              },
            },
          ],
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const ruleOf = ({ improver, rewrite }: Finding) => `${improver}/${rewrite}`

/** A relative reference: its slashes are its own. */
const uriOf = (path: string) => path.split('/').map(encodeURIComponent).join('/')
