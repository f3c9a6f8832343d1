import { finale } from './finale.ts'
import { play, Surprise } from './play.ts'
import { scenes } from './scenes.ts'
import { setStage } from './stage.ts'

// Whoever reads only the beginning (`| head`) has seen enough.
process.stdout.on('error', () => process.exit(0))

const say = (text: string) => {
  process.stdout.write(text)
}
const without = process.argv.slice(2)
const stage = await setStage({
  ...(without.includes('--without-signing') && { signing: true }),
  ...(without.includes('--without-sandbox') && { sandbox: true }),
})
try {
  play(scenes(stage), stage, say)
  say(finale(stage))
} catch (error) {
  if (!(error instanceof Surprise)) throw error
  say(`\nThe demo stops here, since ${error.message}\nEverything is in ${stage.folder}\n`)
  process.exitCode = 1
}
