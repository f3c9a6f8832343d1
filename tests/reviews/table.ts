// Prints what the gate says of every cell, and whether that is what was promised.
//
//   npm run test:reviews [-- --push]     with --push every cell is really pushed to a server, too
import { ASSURANCES, CARRIERS, type Cell, cells, expected, ROADS, STATES } from './cells.ts'
import { judge, push } from './judge.ts'
import { makeLab } from './lab.ts'
import { play } from './play.ts'

const pushes = process.argv.includes('--push')
const answers = new Map<string, { answer: string; why: string }>()
const key = (cell: Cell) => Object.values(cell).join('|')
let wrong = 0
for (const assurance of ASSURANCES) {
  const lab = makeLab(assurance)
  for (const cell of cells().filter(one => one.assurance === assurance)) {
    const played = play(lab, cell)
    const decision = await judge(lab, played)
    const why = decision.violations.map(one => one.why).join('; ')
    const said = pushes ? push(lab, played) : null
    const agrees = !said || said.allowed === (decision.outcome === 'allowed')
    const right = decision.outcome === expected(cell) && agrees
    if (!right) {
      wrong += 1
      console.error(
        `${key(cell)}: expected ${expected(cell)}, is ${decision.outcome}${agrees ? '' : ', pushed otherwise'}: ${why}${said?.said ?? ''}`,
      )
    }
    answers.set(key(cell), {
      answer: `${decision.outcome === 'allowed' ? 'yes' : 'no'}${right ? '' : ' (!)'}`,
      why,
    })
  }
}
for (const carrier of CARRIERS) {
  for (const assurance of ASSURANCES) {
    console.log(`\nReview in a ${carrier}, policy asks for ${assurance}\n`)
    console.log(`| | ${ROADS.join(' | ')} |`)
    console.log(`|---|${ROADS.map(() => '---|').join('')}`)
    for (const state of STATES) {
      const row = ROADS.map(road => answers.get(key({ carrier, assurance, road, state }))?.answer ?? '')
      console.log(`| ${state} | ${row.join(' | ')} |`)
    }
  }
}
console.log(`\n${answers.size} cells, ${wrong} other than promised`)
process.exitCode = wrong ? 1 : 0
